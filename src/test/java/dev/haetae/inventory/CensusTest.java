package dev.haetae.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.simulator.Worlds;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CensusTest {
  private static Census census(String yaml) {
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    Worlds.resources(yaml).forEach(builder::addOrMark);
    return builder.build(true).census();
  }

  private static String pod(String namespace, String name, String rest) {
    return """
    ---
    apiVersion: v1
    kind: Pod
    metadata: {namespace: %s, name: %s}
    spec: {containers: [{name: a, image: a}]%s}
    """
        .formatted(namespace, name, rest);
  }

  @Test
  void givesWhatIsThereInOrder() {
    Census census =
        census(
            pod("b", "two", "")
                + pod("b", "one", ", nodeName: n2")
                + pod("a", "z", "")
                + """
                ---
                {apiVersion: v1, kind: Node, metadata: {name: n2}}
                ---
                {apiVersion: v1, kind: Node, metadata: {name: n1}}
                ---
                {apiVersion: v1, kind: Namespace, metadata: {name: a}}
                ---
                {apiVersion: v1, kind: PersistentVolume, metadata: {name: pv}, spec: {}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: s, namespace: b}, spec: {}}
                """);
    assertThat(census.pods())
        .extracting(pod -> pod.namespace() + '/' + pod.name())
        .containsExactly("a/z", "b/one", "b/two");
    assertThat(census.nodes()).extracting(Node::name).containsExactly("n1", "n2");
    assertThat(census.namespaces()).containsExactly("a");
    assertThat(census.volumes()).extracting(PersistentVolume::name).containsExactly("pv");
    assertThat(census.services()).hasSize(1);
    assertThat(census.claims()).isEmpty();
    assertThat(census.unreadable()).isEmpty();
  }

  @Test
  void finishedPodsAreNotThere() {
    assertThat(
            census(
                    """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: done}
                    spec: {containers: [{name: a, image: a}]}
                    status: {phase: Succeeded}
                    """)
                .pods())
        .isEmpty();
  }

  @Test
  void whatCannotBeReadIsCounted() {
    Census census =
        census(
            pod("b", "two", "")
                + """
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: bad, namespace: b}, spec: {containers: 7}}
                """);
    assertThat(census.pods()).hasSize(1);
    assertThat(census.unreadable()).isEqualTo(Map.of("Pod", 1));
  }
}
