package dev.haetae.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InputWorldsTest {
  // One object of every kind that a world is asked for, all of whose fields hang on {@code x}.
  private static String version(String x) {
    return """
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: v, labels: {x: "X"}}
    spec:
      capacity: {storage: 1Gi}
      accessModes: [ReadWriteMany]
      storageClassName: class-X
      claimRef: {namespace: team, name: claim-X}
      csi: {driver: d, volumeHandle: "X", volumeAttributes: {server: nas, share: /X}}
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: c, namespace: team}
    spec: {storageClassName: class-X, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}
    ---
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: s}
    provisioner: p/X
    ---
    apiVersion: v1
    kind: Node
    metadata: {name: n1, labels: {x: "X"}}
    status: {allocatable: {cpu: "4", pods: "10"}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: p, namespace: team}
    spec:
      nodeName: node-X
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
          - {topologyKey: k, labelSelector: {matchLabels: {x: "X"}}, namespaces: [near-X]}
      containers: [{name: a, image: i}]
      volumes: [{name: v, persistentVolumeClaim: {claimName: claim-X}}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web, namespace: team}
    spec: {type: NodePort, ports: [{port: 80, nodePort: 3000X}]}
    ---
    apiVersion: v1
    kind: Namespace
    metadata: {name: team, labels: {x: "X"}}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: d, namespace: team}
    spec: {replicas: X}
    """
        .replace("X", x);
  }

  private static List<Resource> read(String file, String text) {
    return ManifestReader.read(text.getBytes(UTF_8), file, "default", Limits.FILES).resources();
  }

  private static InputWorlds.Built worlds(List<List<Resource>> files) {
    InputWorlds worlds = new InputWorlds(new InventorySnapshot.Builder());
    files.forEach(file -> file.forEach(object -> assertThat(worlds.add(object)).isNull()));
    return worlds.build(true);
  }

  private static List<Object> answers(Inventory world) {
    List<Object> answers = new ArrayList<>();
    for (String x : List.of("1", "2")) {
      answers.add(world.unboundClaims("class-" + x));
      answers.add(world.volumesByClass("class-" + x));
      answers.add(world.volumesPromisedTo("team", "claim-" + x));
      answers.add(world.volumesByHandle("d", x));
      answers.add(world.volumesOverlapping(new NfsExport("nas", "/" + x)));
      answers.add(world.podsOn("node-" + x));
      answers.add(world.podsUsing("team", "claim-" + x));
      answers.add(groups(world.podsKeepingOff("near-" + x)));
      answers.add(world.nodePortOwners(30000 + Integer.parseInt(x)));
    }
    answers.add(world.claim("team", "c"));
    answers.add(world.volume("v"));
    answers.add(world.storageClass("s"));
    answers.add(world.node("n1"));
    answers.add(world.namespaceLabels("team"));
    answers.add(groups(world.placedPods("team")));
    answers.add(groups(world.placedPods()));
    answers.add(List.copyOf(world.claims("team")));
    answers.add(List.copyOf(world.volumes()));
    answers.add(List.copyOf(world.storageClasses()));
    answers.add(List.copyOf(world.nodes()));
    answers.add(world.nodeLoads().stream().map(NodeLoad::node).toList());
    answers.add(world.services("team").stream().map(one -> one.resource().tree()).toList());
    answers.add(
        world.manifests().of(new GroupKind("apps", "Deployment")).stream()
            .map(Resource::tree)
            .toList());
    return answers;
  }

  private static List<List<PlacedPod>> groups(Collection<Collection<PlacedPod>> groups) {
    return groups.stream().map(List::copyOf).toList();
  }

  @Test
  void eachFolderIsAWorldOfWhatItWritesItself() {
    List<Resource> one = read("one/all.yaml", version("1"));
    List<Resource> two = read("two/all.yaml", version("2"));
    InputWorlds.Built worlds = worlds(List.of(one, two));
    assertThat(answers(worlds.of(one.getFirst()))).isEqualTo(answers(worlds(List.of(one)).all()));
    assertThat(answers(worlds.of(two.getLast()))).isEqualTo(answers(worlds(List.of(two)).all()));
    assertThat(answers(worlds.all())).isEqualTo(answers(worlds(List.of(two)).all()));
  }

  @Test
  void aFileOfAFolderIsNearerThanItsNeighbours() {
    List<Resource> one = read("x/one.yaml", version("1"));
    List<Resource> two = read("x/two.yaml", version("2"));
    InputWorlds.Built worlds = worlds(List.of(one, two));
    assertThat(answers(worlds.of(one.getFirst()))).isEqualTo(answers(worlds(List.of(one)).all()));
  }

  @Test
  void aFolderAroundIsNearerThanAnother() {
    List<Resource> one = read("v1/storage/all.yaml", version("1"));
    List<Resource> two = read("v2/storage/all.yaml", version("2"));
    Resource other = read("v1/apps/x.yaml", version("1").replace("name: d,", "name: e,")).getLast();
    Inventory world = worlds(List.of(one, List.of(other), two)).of(other);
    Inventory alone = worlds(List.of(one, List.of(other))).all();
    assertThat(answers(world)).isEqualTo(answers(alone));
  }

  @Test
  void anObjectIsNearerToItselfThanItsFile() {
    List<Resource> both = read("all.yaml", version("1") + "---\n" + version("2"));
    InputWorlds.Built worlds = worlds(List.of(both));
    assertThat(worlds.of(both.get(1)).unboundClaims("class-1")).hasSize(1);
    assertThat(worlds.of(both.get(1)).volumesByClass("class-1")).isEmpty();
    assertThat(worlds.of(both.getLast()).unboundClaims("class-1")).isEmpty();
  }

  @Test
  void whatOthersWriteDifferentlyIsNotKnown() {
    List<Resource> one = read("one/all.yaml", version("1"));
    List<Resource> two = read("two/all.yaml", version("2"));
    List<Resource> other = read("three/x.yaml", version("1").replace("name: d,", "name: e,"));
    Inventory world = worlds(List.of(one, two, List.of(other.getLast()))).of(other.getLast());
    assertThatThrownBy(() -> world.volume("v"))
        .hasMessage("PersistentVolume v is written differently in one/all.yaml and two/all.yaml");
    assertThatThrownBy(() -> world.claim("team", "c"))
        .isInstanceOf(UnreadableObjectException.class);
    assertThat(world.manifests().elsewhere(GroupKind.NODE, "", "n1")).isEqualTo("two/all.yaml");
  }

  @Test
  void whatIsWrittenTwiceAlikeIsOneObject() {
    List<Resource> one = read("one/all.yaml", version("1"));
    List<Resource> two = read("two/all.yaml", version("1"));
    List<Resource> other = read("three/x.yaml", version("1").replace("name: d,", "name: e,"));
    Inventory world = worlds(List.of(one, two, List.of(other.getLast()))).of(other.getLast());
    assertThat(world.volume("v")).isNotNull();
  }
}
