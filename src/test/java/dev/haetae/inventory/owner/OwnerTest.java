package dev.haetae.inventory.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.GroupKind;
import dev.haetae.simulator.Worlds;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerTest {
  private static PlacedPod pod(String metadata) {
    return PlacedPod.of(
        Worlds.resource(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-5d8-x2x4, namespace: vision%s}
            spec: {containers: [{name: a, image: a}]}
            """
                .formatted(metadata)));
  }

  private static @Nullable Owner owner(String labels, String references) {
    return pod(", labels: {" + labels + "}, ownerReferences: [" + references + "]").owner();
  }

  private static String reference(String apiVersion, String kind, String name) {
    return "{apiVersion: %s, kind: %s, name: \"%s\", uid: u, controller: true}"
        .formatted(apiVersion, kind, name);
  }

  @ParameterizedTest
  @CsvSource({
    "apps/v1,ReplicaSet,web-5d8,pod-template-hash: 5d8,Deployment web",
    "apps/v1,ReplicaSet,a-5d8-5d8,pod-template-hash: 5d8,Deployment a-5d8",
    "apps/v1,ReplicaSet,web-5d8,rollouts-pod-template-hash: 5d8,Rollout web",
    // Written by hand, or of another template.
    "apps/v1,ReplicaSet,web-5d8,app: web,ReplicaSet web-5d8",
    "apps/v1,ReplicaSet,web-5d8,pod-template-hash: x77,ReplicaSet web-5d8",
    "apps/v1,ReplicaSet,web-5d8,'pod-template-hash: \"\"',ReplicaSet web-5d8",
    "apps/v1,ReplicaSet,-5d8,pod-template-hash: 5d8,ReplicaSet -5d8",
    "apps/v1,ReplicaSet,web5d8,pod-template-hash: 5d8,ReplicaSet web5d8",
    "apps/v1,StatefulSet,web-5d8,pod-template-hash: 5d8,StatefulSet web-5d8",
    "example.dev/v1,ReplicaSet,web-5d8,pod-template-hash: 5d8,ReplicaSet web-5d8",
    "batch/v1,Job,train,app: a,Job train",
    "v1,Node,gpu-1,app: a,Node gpu-1",
  })
  void isTheControllerBehindAReplicaSet(
      String apiVersion, String kind, String name, String labels, String told) {
    assertThat(owner(labels, reference(apiVersion, kind, name))).hasToString(told);
  }

  @Test
  void onlyTheControllerCounts() {
    assertThat(owner("a: b", "{apiVersion: v1, kind: ConfigMap, name: x, uid: u}")).isNull();
    assertThat(
            owner(
                "a: b",
                "{apiVersion: v1, kind: ConfigMap, name: x, uid: u}, "
                    + reference("batch/v1", "Job", "train")))
        .isEqualTo(new Owner(GroupKind.JOB, "train"));
  }

  @Test
  void whatCannotBeReadCostsNoPod() {
    assertThat(pod(", ownerReferences: 7").owner()).isNull();
    assertThat(pod(", ownerReferences: [{controller: 7}]").owner()).isNull();
    assertThat(pod("").owner()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'creationTimestamp: \"2026-11-27T09:40:00Z\"',1795772400",
    "'creationTimestamp: \"yesterday\"',0",
    "'creationTimestamp: 7',0",
    "'creationTimestamp: null',0",
    "'creationTimestamp: \"\"',0",
  })
  void theSecondOfCreationIsKnownOrZero(String written, long seconds) {
    assertThat(pod(", " + written).created()).isEqualTo(seconds);
  }
}
