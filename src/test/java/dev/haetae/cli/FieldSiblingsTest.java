package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs of the kinds that the field showed, written otherwise: other names, other carriers. */
final class FieldSiblingsTest {
  private static final String WORLD = FieldInput.path("world.yaml");

  private static final String UNREADABLE_AMOUNT =
      """
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: pv}
      spec:
        capacity: {storage: lots}
        accessModes: [ReadWriteOnce]
        nfs: {server: nas, path: /a}
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: c}
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: ""
        resources: {requests: {storage: 1Gi}}
      """;

  private static final String NAMED_NODES =
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: set}
      spec:
        serviceName: set
        selector: {matchLabels: {app: set}}
        template:
          metadata: {labels: {app: set}}
          spec:
            nodeName: gpu-a
            containers: [{name: c, image: "x/y:1", volumeMounts: [{name: d, mountPath: /d}]}]
        volumeClaimTemplates:
        - metadata: {name: d}
          spec:
            storageClassName: nas-late
            accessModes: [ReadWriteMany]
            resources: {requests: {storage: 5Gi}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: lost}
      spec:
        nodeName: gone
        containers: [{name: c, image: "x/y:1"}]
        volumes:
        - name: v
          ephemeral:
            volumeClaimTemplate:
              spec:
                storageClassName: nas-late
                accessModes: [ReadWriteMany]
                resources: {requests: {storage: 5Gi}}
      """;

  private static final String NAMED_NODE_WITHOUT_VOLUME =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: none}
      spec: {storageClassName: gone, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: unbound}
      spec:
        nodeName: cpu-d
        containers: [{name: c, image: "x/y:1"}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: none}}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: missing}
      spec:
        nodeName: cpu-d
        containers: [{name: c, image: "x/y:1"}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: nobody}}]
      """;

  private static final String VOLCANO =
      """
      apiVersion: batch.volcano.sh/v1alpha1
      kind: Job
      metadata: {name: train}
      spec:
        tasks:
        - name: worker
          replicas: 1
          template:
            spec:
              containers: [{name: c, image: "x/y:1", resources: {limits: {nvidia.com/gpu: 9}}}]
      """;

  private static final String SHARED_NUMBER =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: dns}
      spec:
        type: NodePort
        selector: {app: dns}
        ports:
        - {name: tcp, port: 53, nodePort: 1053, protocol: TCP}
        - {name: udp, port: 53, nodePort: 1053, protocol: UDP}
      """;

  private static final String RESERVATION =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: gpu-reservation-gpu-a-x2k8q, namespace: kai-resource-reservation}
      spec:
        nodeName: gpu-a
        containers:
        - name: resource-reservation
          image: ghcr.io/kai/resource-reservation:1
          resources: {limits: {nvidia.com/gpu: 1}}
      """;

  @TempDir private Path folder;

  @Test
  void anAmountThatNoApiServerReadsKeepsAVolumeOutOfTheWorld() throws Exception {
    Trial predicted = run("predict", UNREADABLE_AMOUNT);
    assertThat(predicted.code()).isEqualTo(ExitCode.OK);
    assertThat(predicted.out()).contains("PersistentVolumeClaim default/c: Pending");
    assertThat(predicted.err())
        .contains("input.yaml:5:14: PersistentVolume pv: spec.capacity.storage is no quantity");

    assertThat(run("check", UNREADABLE_AMOUNT).out())
        .contains("input.yaml:5:14: deny [manifest-strict]")
        .contains("claim \"c\" stays Pending: no volume fits: set-a")
        .doesNotContain("undecided");
  }

  @Test
  void inPlaceOfANodeNameStandsWhatTheSchedulerTakes() throws Exception {
    assertThat(run("check", NAMED_NODES).out())
        .contains(
            "input.yaml:10:7: warn [pvc-bound-rwx-nfs] StatefulSet default/set: claim \"d-set-0\"",
            "fix: write nodeSelector: {kubernetes.io/hostname: \"gpu-a\"}, and tolerate its taint",
            "input.yaml:23:3: deny [pvc-bound-rwx-nfs] Pod default/lost",
            "fix: take nodeName out: there is no such node");
    assertThat(run("predict", NAMED_NODES).out())
        .contains(
            "→ write nodeSelector: {kubernetes.io/hostname: \"gpu-a\"}, and tolerate its taint",
            "→ take nodeName out: there is no such node");
  }

  @Test
  void aClaimWithoutAVolumeKeepsAPodPendingOnTheNodeThatItNames() throws Exception {
    assertThat(run("predict", NAMED_NODE_WITHOUT_VOLUME).out())
        .contains(
            "Pod default/unbound: Unschedulable: is put on \"cpu-d\", past the scheduler, and stays"
                + " Pending there",
            "→ claim \"none\" stays Pending: ",
            "Pod default/missing: Unschedulable: is put on \"cpu-d\", past the scheduler, and stays"
                + " Pending there: claim \"nobody\" does not exist");
  }

  @Test
  void theSchedulerOfAKindIsForeignWhereItsPodsNameNone() throws Exception {
    assertThat(run("check", VOLCANO).out())
        .contains("undecided [gpu-capacity] Job default/train", "those of \"volcano\" are not");
    assertThat(run("predict", VOLCANO).out())
        .contains("not looked at: schedulerName \"volcano\", a foreign scheduler");
  }

  @Test
  void thePodsThatHoldSharedGpusComeUp() throws Exception {
    Trial trial = run("check", RESERVATION);
    assertThat(trial.out()).isEqualTo("1 file, 1 object: 0 denials, 0 warnings\n");
    assertThat(trial.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aNumberThatTwoProtocolsShareIsWrongAtBothPlaces() throws Exception {
    assertThat(run("predict", SHARED_NUMBER).out())
        .contains(
            "→ write 30000 at spec.ports[0].nodePort and spec.ports[1].nodePort, which is free")
        .doesNotContain("✓");
  }

  private Trial run(String command, String manifest) throws Exception {
    Path input = folder.resolve("input.yaml");
    Files.writeString(input, manifest);
    return Trial.of(command, input.toString(), "-i", WORLD);
  }
}
