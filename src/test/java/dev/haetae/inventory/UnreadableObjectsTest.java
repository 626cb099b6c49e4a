package dev.haetae.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is there and cannot be read is not absent, and costs only those who ask for it. */
class UnreadableObjectsTest {
  private static Inventory world(String... yaml) {
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    for (String one : yaml) {
      for (Resource resource :
          ManifestReader.read(one.getBytes(UTF_8), "world.yaml", "default", Limits.FILES)
              .resources()) {
        builder.add(resource);
      }
    }
    return builder.build(true);
  }

  private static String unreadable(String kind, String name) {
    return """
    apiVersion: %s
    kind: %s
    metadata: {name: %s, namespace: team, annotations: {haetae.dev/unreadable: too large}}
    """
        .formatted(kind.equals("StorageClass") ? "storage.k8s.io/v1" : "v1", kind, name);
  }

  private static void isUndecided(ThrowingCallable lookUp, String object) {
    assertThatThrownBy(lookUp)
        .isInstanceOf(UnreadableObjectException.class)
        .hasMessage(object + " is there, but cannot be read: too large");
  }

  @Test
  void whoLooksItUpLearnsThatItIsThere() {
    Inventory world =
        world(
            unreadable("PersistentVolumeClaim", "c"),
            unreadable("PersistentVolume", "v"),
            unreadable("StorageClass", "s"),
            unreadable("Node", "node"),
            unreadable("Service", "svc"),
            unreadable("Namespace", "team"));
    isUndecided(() -> world.claim("team", "c"), "PersistentVolumeClaim team/c");
    isUndecided(() -> world.volume("v"), "PersistentVolume v");
    isUndecided(() -> world.storageClass("s"), "StorageClass s");
    isUndecided(() -> world.node("node"), "Node node");
    isUndecided(() -> world.service("team", "svc"), "Service team/svc");
    isUndecided(() -> world.namespaceLabels("team"), "Namespace team");

    assertThat(world.claim("team", "d")).isNull();
    assertThat(world.claim("other", "c")).isNull();
    assertThat(world.volume("w")).isNull();
    assertThat(world.storageClass("t")).isNull();
    assertThat(world.node("m")).isNull();
    assertThat(world.service("other", "svc")).isNull();
    assertThat(world.namespaceLabels("other")).isNull();
  }

  /** Only operators write these, and any of them may be the one that counts. */
  @Test
  void listsOfWhatOperatorsWriteNeedAll() {
    Inventory world = world(unreadable("PersistentVolume", "v"), unreadable("StorageClass", "s"));
    isUndecided(world::volumes, "PersistentVolume v");
    isUndecided(() -> world.volumesByClass("nfs"), "PersistentVolume v");
    isUndecided(() -> world.volumesPromisedTo("team", "c"), "PersistentVolume v");
    isUndecided(() -> world.volumesByHandle("d", "h"), "PersistentVolume v");
    isUndecided(() -> world.volumesOverlapping(new NfsExport("s", "/x")), "PersistentVolume v");
    isUndecided(world::storageClasses, "StorageClass s");
    Inventory nodes = world(unreadable("Node", "node"));
    isUndecided(nodes::nodes, "Node node");
    isUndecided(nodes::nodeLoads, "Node node");
    assertThat(nodes.volumes()).isEmpty();
  }

  @Test
  void listsOfWhatUsersWriteGiveWhatCanBeRead() {
    Inventory world =
        world(
            unreadable("PersistentVolumeClaim", "c"),
            unreadable("Service", "svc"),
            unreadable("Pod", "p"));
    assertThat(world.claims("team")).isEmpty();
    assertThat(world.services("team")).isEmpty();
    assertThat(world.podsOn("n")).isEmpty();
    assertThat(world.nodePortOwners(30_000)).isEmpty();
    isUndecided(() -> world.podsUsing("team", "c"), "Pod team/p");
    assertThat(world.podsUsing("other", "c")).isEmpty();
  }

  @Test
  void whatIsAppliedTakesItsPlace() {
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    String claim =
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c, namespace: t}}";
    Resource resource =
        ManifestReader.read(claim.getBytes(UTF_8), "c.yaml", "default", Limits.FILES)
            .resources()
            .getFirst();
    Inventory before = builder.addUnreadable(resource, "too large").build(true);
    isUndecided(() -> before.claim("t", "c"), "PersistentVolumeClaim t/c");
    assertThat(before.manifests().of(GroupKind.PERSISTENT_VOLUME_CLAIM)).isEmpty();
    assertThat(builder.add(resource).build(true).claim("t", "c")).isNotNull();
  }

  @Test
  void countsAndForgets() {
    UnreadableObjects objects = new UnreadableObjects("Pod");
    assertThat(objects.add("a", "x", "why")).isTrue();
    assertThat(objects.add("a", "x", "why")).isFalse();
    assertThat(objects.add("a", "x", "other\nline")).isTrue();
    assertThat(objects.add("b", "y", "why")).isTrue();
    assertThat(objects.sentences(1))
        .containsExactly("Pod a/x is there, but cannot be read: other\\u000aline");
    objects.retain(Set.of("b/y"));
    assertThat(objects.count()).isEqualTo(1);
    objects.remove("b", "y");
    assertThat(objects.sentences(9)).isEmpty();
    objects.requireAll();
  }

  @Test
  void labelsThatAreNotKnownAreNotAbsent() {
    Map<String, String> labels = new UnknownLabels("the labels of Node a are not known");
    for (ThrowingCallable ask :
        List.<ThrowingCallable>of(
            () -> labels.get("a"),
            () -> labels.containsKey("a"),
            () -> labels.getOrDefault("a", ""),
            () -> labels.entrySet().containsAll(Set.of()),
            () -> labels.forEach((_, _) -> {}),
            () -> Map.copyOf(labels))) {
      assertThatThrownBy(ask).isInstanceOf(UnreadableObjectException.class);
    }
    assertThat(labels.isEmpty()).isFalse();
    assertThat(labels).isEqualTo(new UnknownLabels("the labels of Node a are not known"));
    assertThat(labels.equals(Map.of())).isFalse();
    assertThat(Map.of().equals(labels)).isFalse();
    assertThat(Map.of("a", "b").equals(labels)).isFalse();
    assertThat(labels.toString()).isEqualTo("{unknown}");
  }
}
