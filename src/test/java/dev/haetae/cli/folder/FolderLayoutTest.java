package dev.haetae.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.folder.FolderLayout.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLayoutTest {
  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, text);
  }

  private Part part(String name) {
    FolderLayout layout = new FolderLayout();
    Path file = folder.resolve(name);
    layout.see(file);
    return layout.part(file);
  }

  @Test
  void aChartHoldsTemplatesAndWhatDescribesIt() throws IOException {
    write("charts/web/Chart.yaml", "apiVersion: v2\nname: \"front\" # of all\n");
    write("charts/web/charts/below/Chart.yaml", "apiVersion: v2\n");
    assertThat(part("charts/web/templates/tests/a.yaml")).isEqualTo(Part.TEMPLATE);
    assertThat(part("charts/web/files/a.yaml")).isEqualTo(Part.TEMPLATE);
    assertThat(part("charts/web/Chart.yaml")).isEqualTo(Part.CHART);
    assertThat(part("charts/web/values-prod.yaml")).isEqualTo(Part.CHART);
    assertThat(part("charts/web/values.schema.json")).isEqualTo(Part.CHART);
    assertThat(part("charts/web/crds/a.yaml")).isEqualTo(Part.MANIFEST);
    assertThat(part("charts/web/charts/below/templates/a.yaml")).isEqualTo(Part.TEMPLATE);
    assertThat(part("templates/a.yaml")).as("no chart").isEqualTo(Part.MANIFEST);
    assertThat(part("values.yaml")).as("no chart").isEqualTo(Part.MANIFEST);
  }

  @Test
  void aChartIsNamedByItselfOrByItsFolder() throws IOException {
    FolderLayout layout = new FolderLayout();
    Path named = write("web/Chart.yaml", "apiVersion: v2\nname: \"front\" # of all\n");
    Path unnamed = write("below/Chart.yaml", "apiVersion: v2\n");
    layout.see(named);
    layout.see(unnamed);
    assertThat(layout.chartName(named)).isEqualTo("front");
    assertThat(layout.chartName(unnamed)).isEqualTo("below");
  }

  /** By whichever field: kustomize has had several. */
  @Test
  void aKustomizationListsPatchesAndWhatItReads() throws IOException {
    write(
        "over/kustomization.yml",
        """
        resources: [web.yaml, ../base]
        patches:
        - path: patches/a.yaml
        - old.yaml
        - patch: |-
            - op: remove
              path: /spec/replicas
          target: {kind: Deployment}
        patchesStrategicMerge: [merge.yaml, web.yaml]
        patchesJson6902: [{target: {kind: Service, name: a}, path: six.json}]
        transformers: [labels.yaml]
        configMapGenerator:
        - {name: a, files: [kubelet.yaml, key=named.yaml]}
        """);
    assertThat(part("over/patches/a.yaml")).as("found from below").isEqualTo(Part.PATCH);
    assertThat(part("over/old.yaml")).isEqualTo(Part.PATCH);
    assertThat(part("over/merge.yaml")).isEqualTo(Part.PATCH);
    assertThat(part("over/six.json")).isEqualTo(Part.PATCH);
    assertThat(part("over/labels.yaml")).isEqualTo(Part.INPUT);
    assertThat(part("over/kubelet.yaml")).isEqualTo(Part.INPUT);
    assertThat(part("over/named.yaml")).isEqualTo(Part.INPUT);
    assertThat(part("over/kustomization.yml")).isEqualTo(Part.KUSTOMIZATION);
    assertThat(part("over/web.yaml")).as("a resource too").isEqualTo(Part.MANIFEST);
    assertThat(part("over/other.yaml")).isEqualTo(Part.MANIFEST);
  }

  @Test
  void aComponentIsAKustomization() throws IOException {
    write(
        "gpu/kustomization.yaml",
        """
        apiVersion: kustomize.config.k8s.io/v1alpha1
        kind: Component
        patches: [{path: gpu.yaml}]
        """);
    assertThat(part("gpu/kustomization.yaml")).isEqualTo(Part.KUSTOMIZATION);
    assertThat(part("gpu/gpu.yaml")).isEqualTo(Part.PATCH);
  }

  /** Flux has a kind of the same name, which is an object. */
  @Test
  void anObjectOrABrokenFileOfThatNameIsRead() throws IOException {
    write(
        "flux/kustomization.yaml",
        "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n");
    write("broken/kustomization.yaml", "resources: [a: b: c\n");
    assertThat(part("flux/kustomization.yaml")).isEqualTo(Part.MANIFEST);
    assertThat(part("broken/kustomization.yaml")).isEqualTo(Part.MANIFEST);
  }

  @Test
  void nothingAboveARepositoryCounts() throws IOException {
    write("Chart.yaml", "name: stray\n");
    write("repository/.git/HEAD", "ref: refs/heads/main\n");
    assertThat(part("repository/templates/a.yaml")).isEqualTo(Part.MANIFEST);
    assertThat(part("templates/a.yaml")).isEqualTo(Part.TEMPLATE);
  }
}
