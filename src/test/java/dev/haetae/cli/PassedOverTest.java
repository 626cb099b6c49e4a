package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a folder holds beside manifests is told in one note a kind, and is no error. */
class PassedOverTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      spec: {containers: [{name: main, image: "a:1"}]}
      """;
  private static final String SERVICES =
      "services:\n  web:\n    image: nginx\n    ports: [\"80:80\"]\n";
  private static final String WORKFLOW = "name: ci\non: [push]\njobs:\n  a:\n    runs-on: any\n";

  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private Trial check() {
    return Trial.of("check", folder.toString());
  }

  private List<String> notes() {
    return check()
        .err()
        .lines()
        .map(note -> note.replace(folder + "/", "").replace(folder.toString(), "."))
        .toList();
  }

  @Test
  void aRepositoryOfAllKindsIsNotesAndNoErrors() throws IOException {
    write("k8s/pod.yaml", POD);
    write("charts/web/Chart.yaml", "apiVersion: v2\nname: web\n");
    write("charts/web/values.yaml", "a: b\n");
    write("charts/web/templates/a.yaml", "{{- if .Values.a }}\nkind: Pod\n{{- end }}\n");
    write("charts/web/templates/b.yaml", "{{ include \"b\" . }}\n");
    write("charts/web/charts/db/Chart.yaml", "name: db\n");
    write("charts/web/charts/db/templates/c.yaml", "{{ include \"c\" . }}\n");
    write("base/kustomization.yaml", "resources: [pod.yaml]\n");
    write("base/pod.yaml", POD.replace("name: a", "name: b"));
    write("overlays/dev/kustomization.yaml", "resources: [../../base]\npatches: [path: p.yaml]\n");
    write("overlays/dev/p.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: b}\n");
    write("docker-compose.yaml", SERVICES);
    write(".github/workflows/ci.yaml", WORKFLOW);
    write("settings.json", "{\"a\": 1}\n");
    Trial trial = check();
    assertThat(trial.out()).contains("2 files, 2 objects: 0 denials").doesNotContain(" error");
    assertThat(trial.code()).isEqualTo(ExitCode.OK);
    assertThat(notes())
        .containsExactly(
            "note: 3 templates of chart web are passed over: render them first (haetae check"
                + " charts/web)",
            "note: 1 kustomization is passed over, and what it lists is judged as it stands; as it"
                + " is built: haetae check overlays/dev",
            "note: 1 patch listed in kustomization.yaml is passed over: build it (haetae check"
                + " overlays/dev)",
            "note: docker-compose.yaml: passed over, it is for Docker Compose: make manifests of it"
                + " first (kompose convert)",
            "note: .github/workflows/ci.yaml: passed over, it is a workflow, which goes to no"
                + " cluster",
            "note: settings.json: passed over, it holds no Kubernetes object");
  }

  @Test
  void aFewOfManyChartsAreNamed() throws IOException {
    write("pod.yaml", POD);
    for (int i = 1; i <= 5; i++) {
      write("c" + i + "/Chart.yaml", "name: c" + i + "\n");
      write("c" + i + "/templates/a.yaml", "{{ include \"a\" . }}\n");
    }
    assertThat(notes())
        .containsExactly(
            "note: 5 templates of 5 charts are passed over: render them first (haetae check c1,"
                + " haetae check c2, haetae check c3 and 2 more)");
  }

  @ParameterizedTest
  @CsvSource({
    "compose.yml, SERVICES, Docker Compose",
    "prod.docker-compose.yaml, SERVICES, Docker Compose",
    "compose.override.yaml, 'x: y', Docker Compose",
    "stack.yaml, SERVICES, Docker Compose",
    ".gitlab-ci.yml, 'build: {script: [make]}', a workflow",
    "ci/pipeline.yaml, WORKFLOW, a workflow",
    "azure-pipelines.yml, 'pool: x', a workflow",
    "jenkins-x.yml, 'buildPack: go', a workflow",
    "patch.json, '[{\"op\": \"remove\", \"path\": \"/a\"}]', it looks like a patch",
    "patch.yaml, '- op: remove', it looks like a patch",
    "values-prod.yaml, 'a: b', no Kubernetes object",
    "tsconfig.json, '{ /* so */ \"a\": 1, }', no Kubernetes object"
  })
  void foreignFilesAreKnownByTheirNamesOrKeys(String name, String text, String note)
      throws IOException {
    write("pod.yaml", POD);
    write(name, text.replace("SERVICES", SERVICES).replace("WORKFLOW", WORKFLOW));
    assertThat(notes()).singleElement().asString().startsWith("note: " + name).contains(note);
    assertThat(check().code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aWorkloadWithNothingThatMakesOneIsAPatchThatNobodyLists() throws IOException {
    write("pod.yaml", POD);
    write(
        "replicas.yaml",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 3}\n");
    write(
        "limits.yaml",
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: a}
        spec: {template: {spec: {containers: [{name: main, resources: {}}]}}}
        """);
    assertThat(notes())
        .containsExactly(
            "note: 2 files that look like patches are passed over; the first is limits.yaml: check"
                + " the kustomization that lists it, or name the file to have it judged");
    assertThat(Trial.of("check", folder.resolve("replicas.yaml").toString()).out())
        .contains("1 object: ", "deny [api-validation]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{selector: {matchLabels: {a: b}}}",
        "{template: {metadata: {labels: {a: b}}}}",
        "{template: {spec: {containers: [{name: a, image: 'a:1'}]}}}"
      })
  void aBrokenWorkloadIsJudgedAllTheSame(String spec) throws IOException {
    write("a.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: " + spec);
    assertThat(check().out()).contains("1 file, 1 object: ");
    assertThat(notes()).noneMatch(note -> note.contains("patch"));
  }

  @Test
  void aFolderOfNothingButKustomizationsIsNoPass() throws IOException {
    write("a/kustomization.yaml", "resources: [gone.yaml]\n");
    Trial trial = check();
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out())
        .contains(": error the folder holds no manifest but kustomizations: build them first (hae");
  }

  @Test
  void whatIsMeantToBeAManifestStaysAnError() throws IOException {
    write("a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a\n");
    write("b.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n");
    write("c.yaml", "{{- if .Values.on }}\napiVersion: v1\nkind: Pod\n{{- end }}\n");
    write("d.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n\u00a0\u00a0name: a\n");
    write("e.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  \u201cname\u201d:\u3000a\n");
    Trial trial = check();
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out())
        .contains("a.yaml:", "4 errors")
        .contains("b.yaml:4:9: error a template: render it first")
        .contains("c.yaml:1:1: error a template: render it first")
        .contains("d.yaml:4:1: deny [manifest-strict]", "a non-breaking space (U+00A0)")
        .contains("e.yaml:3:1: error metadata must be an object", "a typographic quote (U+201C)");
  }
}
