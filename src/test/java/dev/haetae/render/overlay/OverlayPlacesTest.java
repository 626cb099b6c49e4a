package dev.haetae.render.overlay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Origin.Place;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.Path;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayPlacesTest {
  private static final String BASE =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        labels: {app: web}
      spec:
        replicas: 1
        template:
          spec:
            containers:
            - name: side
              image: side:1
            - name: main
              image: nginx:1.29
      """;
  private static final String BUILT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: dev-web
        namespace: shop
        annotations: {owner: me}
        labels: {app: web, team: a}
      spec:
        replicas: 3
        paused: true
        template:
          spec:
            containers:
            - name: added
              image: added:1
            - name: side
              image: side:1
            - name: main
              image: nginx:1.30
      """;

  @TempDir private java.nio.file.Path folder;

  private static Resource read(String text, String file) {
    return ManifestReader.read(text.getBytes(UTF_8), file, "", Limits.FILES).resources().getFirst();
  }

  private Place place(Path path) throws IOException {
    Files.createDirectories(folder.resolve("base"));
    Files.writeString(folder.resolve("base/web.yaml"), BASE);
    Files.writeString(folder.resolve("base/kustomization.yaml"), "resources: [web.yaml]\n");
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        """
        resources: [base]
        namePrefix: dev-
        namespace: shop
        commonLabels: {team: a}
        commonAnnotations: {owner: me}
        images: [{name: nginx, newTag: '1.30'}]
        replicas: [{name: web, count: 3}]
        patches:
        - target: {kind: Deployment}
          patch: '[{op: add, path: /spec/paused, value: true}]'
        """);
    return new OverlayPlaces(
            read(BUILT, "").tree(),
            read(BASE, "base/web.yaml"),
            new Place("whole", 0, 1, 1),
            OverlayFiles.of(folder))
        .place(path);
  }

  private Place kustomization(int line) {
    return new Place(folder.resolve("kustomization.yaml").toString(), 0, line, 1);
  }

  private static Path containers() {
    return Path.of("spec", "template", "spec", "containers");
  }

  @Test
  void whatIsTheSameStandsInItsFile() throws IOException {
    assertThat(place(Path.of("kind"))).isEqualTo(new Place("base/web.yaml", 0, 2, 1));
    assertThat(place(containers().child(1).child("image")))
        .as("an element that has moved")
        .isEqualTo(new Place("base/web.yaml", 0, 12, 9));
    assertThat(place(containers().child(2).child("resources")))
        .as("what is missing stands at its parent")
        .isEqualTo(new Place("base/web.yaml", 0, 13, 9));
    assertThat(place(Path.ROOT)).isEqualTo(new Place("base/web.yaml", 0, 1, 1));
  }

  @Test
  void whatAFieldOfTheKustomizationSetsStandsThere() throws IOException {
    assertThat(place(Path.of("metadata", "name"))).isEqualTo(kustomization(2));
    assertThat(place(Path.of("metadata", "namespace"))).isEqualTo(kustomization(3));
    assertThat(place(Path.of("metadata", "labels", "team"))).isEqualTo(kustomization(4));
    assertThat(place(Path.of("metadata", "annotations", "owner"))).isEqualTo(kustomization(5));
    assertThat(place(containers().child(2).child("image"))).isEqualTo(kustomization(6));
    assertThat(place(Path.of("spec", "replicas"))).isEqualTo(kustomization(7));
  }

  @Test
  void whatAPatchSetsStandsThere() throws IOException {
    assertThat(place(Path.of("spec", "paused"))).isEqualTo(kustomization(10));
    assertThat(place(containers().child(0))).as("by whatever patch").isEqualTo(kustomization(8));
  }
}
