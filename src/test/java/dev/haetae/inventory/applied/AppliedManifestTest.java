package dev.haetae.inventory.applied;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.rule.RuleTrial;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AppliedManifestTest {
  private static final String BOUND =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: work
        uid: work-1
        annotations:
          pv.kubernetes.io/bind-completed: "yes"
          note: of the cluster
      spec:
        storageClassName: nas
        volumeName: nas-work
        accessModes: [ReadWriteMany]
      status:
        phase: Bound
      """;
  private static final String WRITTEN =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: work
      spec:
        accessModes: [ReadWriteOnce]
      """;

  private static InventorySnapshot world(String... manifests) {
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    for (String manifest : manifests) {
      RuleTrial.resources(manifest).forEach(builder::add);
    }
    return builder.build(true);
  }

  private static PersistentVolumeClaim claim(String... manifests) {
    return Objects.requireNonNull(world(manifests).claim("default", "work"));
  }

  @Test
  void keepsWhatTheClusterHasWritten() {
    PersistentVolumeClaim claim = claim(BOUND, WRITTEN);

    assertThat(claim.uid()).isEqualTo("work-1");
    assertThat(claim.volumeName()).isEqualTo("nas-work");
    assertThat(claim.storageClass()).isEqualTo("nas");
    assertThat(claim.phase()).isEqualTo("Bound");
    assertThat(claim.bindCompleted()).isTrue();
    assertThat(claim.accessModes()).containsExactly("ReadWriteOnce");
  }

  @Test
  void takesWhatIsWritten() {
    String elsewhere = WRITTEN + "  volumeName: other\n  storageClassName: \"\"\n";

    assertThat(claim(BOUND, elsewhere).volumeName()).isEqualTo("other");
    assertThat(claim(BOUND, elsewhere).storageClass()).isEmpty();
  }

  @Test
  void leavesTheManifestAsItIs() {
    Resource written = RuleTrial.resources(WRITTEN).getFirst();
    String before = written.tree().toString();
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    RuleTrial.resources(BOUND).forEach(builder::add);

    builder.add(written).build(true);

    assertThat(written.tree().toString()).isEqualTo(before);
  }

  @Test
  void keepsNothingOfAnotherManifestNorForALiveObject() {
    String manifest = BOUND.replace("  uid: work-1\n", "").replaceAll("(?s)status:.*", "");

    assertThat(claim(manifest, WRITTEN).volumeName()).isEmpty();
    assertThat(claim(BOUND, WRITTEN + "status: {phase: Pending}\n").volumeName()).isEmpty();
  }

  @Test
  void keepsWhoHasAVolume() {
    String volume = "{apiVersion: v1, kind: PersistentVolume, metadata: {name: a%s}, spec: {%s}%s}";
    InventorySnapshot world =
        world(
            volume.formatted(
                ", uid: a-1",
                "claimRef: {namespace: default, name: work, uid: work-1}, hostPath: {path: /srv}",
                ", status: {phase: Bound}"),
            volume.formatted("", "nfs: {server: nas, path: /e}", ""));

    PersistentVolume applied = Objects.requireNonNull(world.volume("a"));
    assertThat(Objects.requireNonNull(applied.claim()).uid()).isEqualTo("work-1");
    assertThat(applied.phase()).isEqualTo("Bound");
    assertThat(applied.source().type()).isEqualTo("nfs");
  }

  private static InventorySnapshot services(String there, String written) {
    String service = "{apiVersion: v1, kind: Service, metadata: {name: web%s}, spec: {%s}%s}";
    return world(
        service.formatted(", uid: web-1", there, ", status: {loadBalancer: {}}"),
        service.formatted("", written, ""));
  }

  @Test
  void keepsTheNumbersOfAService() {
    InventorySnapshot world =
        services(
            "type: LoadBalancer, clusterIP: 10.96.0.9, externalTrafficPolicy: Local,"
                + " healthCheckNodePort: 30003, ports: [{name: a, port: 80, nodePort: 30001},"
                + " {name: b, port: 81, nodePort: 30002}]",
            "type: LoadBalancer, externalTrafficPolicy: Local,"
                + " ports: [{name: b, port: 82}, {name: c, port: 83},"
                + " {name: a, port: 80, nodePort: 30009}]");

    assertThat(world.nodePortOwner(30001)).isNull();
    assertThat(world.nodePortOwner(30002))
        .isEqualTo(new Inventory.NodePortOwner("default", "web", "spec.ports[0].nodePort"));
    assertThat(world.nodePortOwner(30003))
        .isEqualTo(new Inventory.NodePortOwner("default", "web", "spec.healthCheckNodePort"));
    assertThat(world.nodePortOwner(30009)).isNotNull();
    assertThat(Objects.requireNonNull(world.service("default", "web")).spec().text("clusterIP"))
        .isEqualTo("10.96.0.9");
  }

  @Test
  void givesUpTheNumbersOfATypeThatHasNone() {
    String there = "type: NodePort, ports: [{port: 80, nodePort: 30001}]";

    assertThat(services(there, "type: ClusterIP, ports: [{port: 80}]").nodePortOwner(30001))
        .isNull();
    assertThat(services(there, "type: NodePort, ports: [{port: 81}]").nodePortOwner(30001))
        .as("the port without a name")
        .isNotNull();
    assertThat(
            services(there, "type: NodePort, ports: [{name: a, port: 81}, {name: b, port: 80}]")
                .nodePortOwner(30001))
        .isNull();
  }
}
