package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs from the field that are hard to read, and what is said of them. */
class FieldReadingTest {
  private static final String TEMPLATE = "a template: render it first (h";

  @Test
  void aKeyWrittenBelowAMergeWinsAndIsNoDuplicate() {
    Trial trial = FieldInput.check("15-anchors/case.yaml");
    assertThat(trial.code()).isEqualTo(ExitCode.DENIED);
    assertThat(trial.out())
        .contains("case.yaml:13:18: deny [unique-container-ports]", "container \"one\"")
        .contains("1 denial,")
        .doesNotContain("manifest-strict");
  }

  @Test
  void aMergeWrittenLastWinsAndIsAdvisedAgainst() {
    Trial trial = FieldInput.check("15-anchors/after.yaml");
    // What it comes to, two containers of one name, is refused by the API server.
    assertThat(trial.code()).isEqualTo(ExitCode.DENIED);
    assertThat(trial.out())
        .contains(
            "after.yaml:7:5: deny [api-validation] Pod default/anchored: ",
            "1 denial,",
            "after.yaml:10:5: warn [manifest-strict] Pod default/anchored: << is written last",
            ": name, image, resources\n",
            "fix: write << first");
  }

  @Test
  void aMergeWithItsTagMerges() {
    Trial trial = FieldInput.check("corpus/merge-tag.yaml");
    assertThat(trial.out()).startsWith("1 file, 1 object: 0 denials, 0 warnings");
    assertThat(trial.code()).isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"corpus/kust", "corpus/kust/kustomization.yaml"})
  void aKustomizationThatIsNamedWantsWhatBuildsIt(String named) {
    Trial trial = FieldInput.check(named);
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out())
        .contains("corpus/kust/kustomization.yaml: error a kustomization is built by kustomize or");
  }

  @Test
  void chartsPatchesAndDirectivesAreNoObjectsInAFolder() {
    Trial trial = FieldInput.check("53-chart");
    assertThat(trial.code()).isEqualTo(ExitCode.OK);
    assertThat(trial.out()).startsWith("1 file, 1 object: 0 denials, 0 warnings");
    assertThat(trial.err())
        .contains("note: 1 template of chart demo is passed over: render it first (haetae check ")
        .contains("note: 1 kustomization is passed over, and what it lists is judged as it stands")
        .contains("note: 1 patch listed in kustomization.yaml is passed over: build it (haetae")
        .contains("drop.yaml: its $patch is passed over: build it (haetae check ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"corpus/chart", "53-chart/chart", "corpus/chart/Chart.yaml"})
  void aChartThatIsNamedWantsWhatRendersIt(String named) {
    Trial trial = FieldInput.check(named);
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out())
        .contains("chart/Chart.yaml: error a chart is rendered by helm, and there is none")
        .contains("1 error\n");
  }

  @Test
  void aFolderOfNothingButAChartIsNoPass(@TempDir Path folder) throws IOException {
    Path chart = folder.resolve("web/templates");
    Files.createDirectories(chart);
    Files.writeString(folder.resolve("web/Chart.yaml"), "apiVersion: v2\nname: web\n");
    Files.writeString(chart.resolve("a.yaml"), "{{ include \"a\" . }}\n");
    Trial trial = Trial.of("check", folder.toString());
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out())
        .contains(": error the folder holds no manifest but templates: render them first (haetae");
    assertThat(trial.err()).contains("note: 1 template of chart web is passed over");
  }

  @ParameterizedTest
  @CsvSource({
    "corpus/chart/templates/a.yaml, :1:1",
    "corpus/chart/templates/b.yaml, :4:9",
    "corpus/chart/templates/c.yaml, :4:9",
    "16-template-left/case.yaml, :15:18",
    "50-bytes/tmpl.yaml, :1:1"
  })
  void aTemplateThatIsNamedIsToBeRenderedFirst(String file, String place) {
    Trial trial = FieldInput.check(file);
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out()).contains(file + place + ": error " + TEMPLATE);
  }

  @Test
  void whatHoldsTheValuesOfAChartIsNoObjectWhereItIsNamed() {
    Trial trial = FieldInput.check("53-chart/chart/values.yaml");
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out())
        .contains("53-chart/chart/values.yaml: error no object: it describes chart demo; render");
  }

  @Test
  void aPatchThatIsNamedIsJudgedWithANote() {
    Trial trial = FieldInput.check("53-chart/kustomize/patch.yaml");
    assertThat(trial.out()).contains("1 file, 1 object", "[selector-matches-template]");
    assertThat(trial.err())
        .contains("patch.yaml is judged as an object, and a kustomization lists it as a patch");
  }

  @Test
  void aTemplateCostsNothingOfTheOtherDocuments() {
    Trial trial = FieldInput.check("16-template-left");
    assertThat(trial.out())
        .contains("case.yaml:21:3: undecided [service-selects-pods] Service default/test")
        .contains("1 file, 1 object: 0 denials, 0 warnings, 1 undecided, 1 error");
  }

  @Test
  void aNonBreakingSpaceIsNamedWhereItStands() {
    Trial trial = FieldInput.check("50-bytes/nbsp.yaml");
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out())
        .contains("nbsp.yaml:8:1: error a non-breaking space (U+00A0)", "write a plain space");
  }

  @Test
  void foreignJsonIsOneNote() {
    Trial trial = FieldInput.check("59-foreign-json/folder");
    assertThat(trial.code()).isEqualTo(ExitCode.DENIED);
    assertThat(trial.out())
        .doesNotContain("error")
        .endsWith("1 file, 2 objects: 1 denial, 0 warnings\n");
    assertThat(trial.err())
        .startsWith("note: 5 files are passed over, they hold no Kubernetes object; the first is")
        .hasLineCount(1);
  }

  @Test
  void aForeignListIsOneErrorWhereItIsNamed() {
    Trial trial = FieldInput.check("corpus/list.json");
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out())
        .contains("list.json:1:1: error a Kubernetes object is expected, not an array", "1 error");
  }

  @Test
  void utf16IsReadAsKubectlReadsIt() {
    Trial trial = FieldInput.check("corpus/utf16le.yaml");
    assertThat(trial.code()).isEqualTo(ExitCode.OK);
    assertThat(trial.out()).startsWith("1 file, 2 objects");
  }

  @Test
  void whatFollowsTheEndOfADocumentIsAnError() {
    Trial trial = FieldInput.check("corpus/indented-head-drop.yaml");
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out())
        .contains("indented-head-drop.yaml:5:1: error the document has ended above");
  }

  @Test
  void aKeyInAnotherCaseIsAnErrorInAFolderToo(@TempDir Path folder) throws IOException {
    Files.copy(
        Path.of(FieldInput.path("corpus/wrong-case-kind-in-folder.yaml")),
        folder.resolve("wrong.yaml"));
    Trial trial = Trial.of("check", folder.toString());
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out()).contains("wrong.yaml:2:1: error", "write it so, not \"Kind\"");
  }

  @Test
  void aGeneratedNameOfAnotherTypeCostsNoOtherFile(@TempDir Path folder) throws IOException {
    Files.copy(
        Path.of(FieldInput.path("corpus/generatename-number.yaml")), folder.resolve("a.yaml"));
    Files.copy(Path.of(FieldInput.path("15-anchors/after.yaml")), folder.resolve("b.yaml"));
    Trial trial = Trial.of("check", folder.toString());
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out())
        .contains("a.yaml:4:3: error metadata.generateName must be a string, not a number 200")
        .contains("2 files, 1 object:");
  }

  @Test
  void objectsWrittenTwiceAreOneNote(@TempDir Path folder) throws IOException {
    Set<String> names = Set.of("a.yaml", "b.yaml", "c.yaml");
    for (String name : names) {
      Files.copy(Path.of(FieldInput.path("15-anchors/after.yaml")), folder.resolve(name));
    }
    assertThat(notes(Trial.of("check", folder.toString()), "written a second time"))
        .singleElement()
        .asString()
        .contains("b.yaml: Pod default/anchored is written a second time, first in ")
        .endsWith("a.yaml; so is 1 more object");
  }

  @Test
  void definitionsAreJudgedAndLeftOutOfWorldsAndPredictions(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("crd.yaml");
    Files.writeString(
        file,
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: things.example.com}
        spec:
          grup: example.com
        """);
    Trial check = Trial.of("check", folder.toString());
    assertThat(check.out())
        .contains("crd.yaml:5:3: deny [manifest-strict] CustomResourceDefinition things.example")
        .contains("1 file, 1 object: 1 denial");
    assertThat(Trial.of("check", folder.toString(), "--rule", "no-host-path").out())
        .startsWith("1 file, 0 objects: 0 denials");
    assertThat(Trial.of("predict", file.toString()).code()).isEqualTo(ExitCode.OK);
    Trial world =
        Trial.of("check", FieldInput.path("15-anchors/after.yaml"), "-i", folder.toString());
    assertThat(world.out()).contains("1 file, 1 object:").doesNotContain("error");
  }

  private static Stream<String> notes(Trial trial, String of) {
    return trial.err().lines().filter(line -> line.contains(of));
  }
}
