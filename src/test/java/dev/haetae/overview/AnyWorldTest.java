package dev.haetae.overview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written somewhere in this project, and worse, can be looked over. */
class AnyWorldTest {
  @Test
  void everyManifestHereIsAWorld() throws IOException {
    List<Resource> all = new ArrayList<>();
    int files = 0;
    for (Path folder : List.of(Path.of("policies"), Path.of("src/test/resources/field"))) {
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path file : found.filter(one -> one.toString().endsWith(".yaml")).sorted().toList()) {
          List<Resource> resources =
              ManifestReader.read(
                      Files.readAllBytes(file), file.toString(), "default", Limits.FILES)
                  .resources();
          files++;
          all.addAll(resources);
          assertThat(Overviews.of(resources, true, "").gpus().nodes().more()).isZero();
        }
      }
    }
    assertThat(files).isGreaterThan(300);
    Overview overview = Overviews.of(all, false, "");
    assertThat(overview.numbers().nodes()).isGreaterThan(5);
    assertThat(overview.numbers().pods()).isGreaterThan(20);
  }

  /** A field of the wrong type costs its object at most. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: Service, spec: {type: 7, ports: [{port: 80, nodePort: 30200}]}",
        "kind: Service, spec: {ports: 7}",
        "kind: Service, spec: 7",
        "kind: Pod, spec: {schedulingGates: 7, containers: [{name: a}]}",
        "kind: Pod, spec: {resourceClaims: 7, containers: [{name: a}]}",
        "kind: Pod, spec: {schedulerName: 7, containers: [{name: a}]}",
        "kind: Pod, spec: {nodeSelector: 7, containers: [{name: a}]}",
        "kind: Pod, spec: {affinity: 7, containers: [{name: a}]}",
        "kind: Pod, spec: {topologySpreadConstraints: 7, containers: [{name: a}]}",
        "kind: Pod, spec: {volumes: 7, containers: [{name: a}]}",
        "kind: Pod, spec: {containers: [{name: a, resources: {limits: {nvidia.com/gpu: x}}}]}",
        "kind: Pod, spec: {nodeName: gpu-01, resourceClaims: 7, containers: [{name: a}]}",
        "kind: Pod, status: 7",
        "kind: Pod",
        "kind: Node, status: {conditions: 7}",
        "kind: Node, status: {capacity: 7, allocatable: {nvidia.com/gpu: 1}}",
        "kind: Node, status: {allocatable: {nvidia.com/gpu: many}}",
        "kind: Node, spec: {taints: [7]}",
        "kind: PersistentVolume, spec: {claimRef: 7}",
        "kind: PersistentVolume, spec: {capacity: {storage: lots}}",
        "kind: PersistentVolumeClaim, spec: {selector: 7}",
        "kind: PersistentVolumeClaim, spec: {resources: {requests: {storage: -1}}}",
        "kind: Namespace, metadata: {name: bad, labels: 7}"
      })
  void oneBrokenObjectCostsNoOther(String broken) {
    String metadata = broken.contains("metadata") ? "" : ", metadata: {name: bad}";
    String yaml = Overviews.madeUpText() + "---\n{apiVersion: v1, " + broken + metadata + "}\n";
    List<Resource> resources =
        ManifestReader.read(yaml.getBytes(UTF_8), "test.yaml", "default", Limits.FILES).resources();
    Overview whole = Overviews.madeUp();
    Overview overview = Overviews.of(resources, true, "");
    assertThat(overview.gpus().totals().count())
        .isGreaterThanOrEqualTo(whole.gpus().totals().count());
    assertThat(overview.numbers().gpusHeld()).isEqualTo(whole.numbers().gpusHeld());
    assertThat(overview.pending().pods()).isBetween(9, 10);
    assertThat(overview.storage().servers()).isEqualTo(whole.storage().servers());
    assertThat(overview.nodePorts().held()).isBetween(8, 9);
  }
}
