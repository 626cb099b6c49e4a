package dev.haetae.render.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.render.Settings;
import dev.haetae.resource.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayFilesTest {
  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private List<Problem> problems(String overlay) {
    Settings nothingInstalled = new Settings(List.of(), List.of(), "default", Map.of());
    return Overlay.build(folder.resolve(overlay), nothingInstalled).problems();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resources: [https://example.org/a.yaml]",
        "resources: ['github.com/example/web//base?ref=v1']",
        "resources: ['git@example.org:web.git']",
        "bases: ['ssh://example.org/web']",
        "components: ['https://example.org/web//c']",
        "patches: [{path: 'https://example.org/p.yaml'}]",
        "patchesStrategicMerge: ['http://example.org/p.yaml']",
        "transformers: ['https://example.org/t']",
        "crds: ['https://example.org/c.json']",
        "openapi: {path: 'https://example.org/c.json'}",
        "configMapGenerator: [{name: a, files: ['https://example.org/a']}]",
        "configMapGenerator: [{name: a, files: ['k=https://example.org/a']}]",
        "helmCharts: [{name: a, repo: 'https://example.org'}]",
        "transformers: [\"apiVersion: builtin\\nkind: P\\nmetadata: {name: p}\\npath:"
            + " 'https://example.org/p'\\n\"]",
        "validators: [\"apiVersion: builtin\\nkind: P\\nmetadata: {name: p}\\nPaths:"
            + " ['https://example.org/p']\\n\"]",
        "generators: [inputs.yaml]",
        "transformers: [plain]",
        "generators: [changed]"
      })
  void whatLiesOnAnotherMachineIsRefusedBeforeAnythingRuns(String line) throws IOException {
    write("over/kustomization.yaml", "resources: [../base]\n");
    write("base/kustomization.yml", "kind: Kustomization\n" + line + "\n");
    write("base/inputs.yaml", generator("files: ['a=https://example.org/a']"));
    write("base/plain/kustomization.yaml", "resources: [../inputs.yaml]\n");
    write(
        "base/changed/kustomization.yaml",
        "resources: [../local.yaml]\npatches: [{patch: '[{path: https://example.org}]'}]\n");
    write("base/local.yaml", generator("files: [local.yaml]"));
    assertThat(problems("over"))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.file()).isEqualTo(folder.resolve("base/kustomization.yml").toString());
          assertThat(problem.line()).isIn(0, 2);
          assertThat(problem.message())
              .containsAnyOf("lies on another machine, and nothing is fetched", "would fetch")
              .contains(": build it yourself (kubectl kustomize " + folder.resolve("over"));
        });
  }

  private static String generator(String field) {
    return "apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: a}\n" + field + "\n";
  }

  @Test
  void aPluginThatReadsWhatIsHereIsInOrder() throws IOException {
    write(
        "over/kustomization.yaml",
        """
        resources: [a.yaml]
        generators: [plugins]
        transformers:
        - |-
          kind: P
          apiVersion: builtin
          metadata: {name: p}
          annotations: {see: 'https://example.org'}
        """);
    write("over/a.yaml", "kind: Pod\n");
    write("over/plugins/kustomization.yaml", "resources: [b.yaml]\n");
    write("over/plugins/b.yaml", generator("files: [b.yaml]\nx: {a: 'https://example.org'}"));
    assertThat(problems("over"))
        .extracting(Problem::message)
        .allMatch(message -> message.contains("install one"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Resources: ['https://example.org/a.yaml']",
        "configMapGenerator: [{name: a, Files: ['https://example.org/a.yaml']}]",
        "apiVersion: other/v1\nresources: ['https://example.org/a.yaml']"
      })
  void aBaseThatKustomizeMayReadOtherwiseIsRefused(String text) throws IOException {
    write("over/kustomization.yaml", "resources: [../base]\n");
    write("base/kustomization.yaml", text + "\n");
    assertThat(problems("over"))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.file())
              .isEqualTo(folder.resolve("base/kustomization.yaml").toString());
          assertThat(problem.message()).containsAnyOf("mind the capital", "cannot be read");
        });
  }

  @Test
  void whatIsListedAndMissingIsToldWhereItIsListed() throws IOException {
    write("over/kustomization.yaml", "resources:\n- a.yaml\n- gone.yaml\n");
    write("over/a.yaml", "kind: Pod\n");
    assertThat(problems("over"))
        .containsExactly(
            new Problem(
                folder.resolve("over/kustomization.yaml").toString(),
                3,
                3,
                "gone.yaml is listed, and there is no such file or folder"));
  }

  @Test
  void withoutAProgramOneSentenceSaysWhatToInstall() throws IOException {
    write("over/kustomization.yaml", "resources: [a.yaml]\n");
    write("over/a.yaml", "kind: Pod\n");
    assertThat(problems("over"))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo(
            "a kustomization is built by kustomize or kubectl, and there is neither: install one");
  }

  @Test
  void aFolderWithoutOneIsAnError() throws IOException {
    write("over/kustomization.yaml", "resources: [a: b: c\n");
    assertThat(problems("over"))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("the folder holds no kustomization that can be read");
  }

  @Test
  void kustomizationsInACircleEnd() throws IOException {
    write("a/kustomization.yaml", "resources: [../b]\n");
    write("b/kustomization.yaml", "resources: [../a]\n");
    assertThat(OverlayFiles.of(folder.resolve("a")).kustomizations()).hasSize(2);
  }
}
