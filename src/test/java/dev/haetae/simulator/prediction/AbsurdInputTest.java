package dev.haetae.simulator.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Resource;
import dev.haetae.simulator.Worlds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is predicted of numbers that nobody means, and of lists longer than anybody writes. */
final class AbsurdInputTest {
  private static final String NODE =
      "{apiVersion: v1, kind: Node, metadata: {name: n1, labels: {kubernetes.io/hostname: n1}},"
          + " status: {allocatable: {cpu: 9e18, memory: 9e18, pods: 9e18, x.io/a: 9e18}}}";

  private static Prediction last(String yaml, String... world) {
    Inventory before = Worlds.closed(world);
    List<Resource> objects = Worlds.resources(yaml);
    return new Predictor(before, before, (_, _) -> null, ClusterSettings.DEFAULT)
        .predict(
            objects,
            (object, e) -> {
              throw new AssertionError(object.name(), e);
            },
            (object, e) -> {
              throw new AssertionError(object.name(), e);
            })
        .getLast();
  }

  private static String deployment(String replicas, String requests) {
    return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {replicas: "
        + replicas
        + ", template: {spec: {containers: [{name: c, resources: {requests: "
        + requests
        + "}}]}}}}";
  }

  @Test
  void twoHalvesOfMoreThanThereIsDoNotFitTogether() {
    String half = "{cpu: 6e18, x.io/a: 9e18}";
    assertThat(last(deployment("2", half), NODE).message())
        .startsWith("1 of 2 stays Pending: 0/1 nodes are available: 1 Insufficient");
    String negative =
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {nodeName: n1, containers: [{name:"
            + " c, resources: {requests: {x.io/a: -9e18}}}]}}";
    assertThat(last(deployment("1", "{x.io/a: 9e18}"), NODE, negative).outcome().word())
        .isEqualTo("Schedulable");
  }

  @Test
  void replicasBeyondAllCountingAreCounted() {
    assertThat(last(deployment("900000000000000000", "{}"), NODE).message())
        .startsWith("all 2147483647 pods can run at once");
    assertThat(last(deployment("3000000000", "{x.io/a: 6e18}"), NODE).message())
        .startsWith("2147483646 of 2147483647 stay Pending");
  }

  @Test
  void ordinalsMayStartAnywhere() {
    for (String start : List.of("999999999999999999", "-999999999999999999", "0")) {
      String set =
          "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: s}, spec: {replicas: 2,"
              + " ordinals: {start: "
              + start
              + "}, template: {spec: {containers: [{name: c}]}}}}";
      assertThat(last(set, NODE).outcome().word()).as(start).isEqualTo("Schedulable");
    }
  }

  @Test
  void resourcesBeyondThoseThatHaveABitAreToldTogether() {
    StringBuilder requests = new StringBuilder("{");
    for (int i = 0; i < 1000; i++) {
      requests.append("y.io/r").append(i).append(": 1, ");
    }
    Prediction prediction = last(deployment("1", requests + "cpu: 1}"), NODE);
    assertThat(prediction.outcome().word()).isEqualTo("Unschedulable");
    assertThat(prediction.message()).contains("Insufficient y.io/r39 or one of 960 beyond it");
    assertThat(prediction.message().length()).isLessThan(2_000);
  }

  @Test
  void anAffinityOfManyTermsIsToldInPart() {
    StringBuilder terms = new StringBuilder("[");
    for (int i = 0; i < 1000; i++) {
      terms.append("{matchExpressions: [{key: k").append(i).append(", operator: Exists}]}, ");
    }
    String affinity =
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
            + " {nodeSelectorTerms: "
            + terms
            + "]}}}";
    String pod =
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {"
            + affinity
            + ", containers: [{name: c}]}}";
    assertThat(last(pod, NODE).candidates().getFirst().message())
        .endsWith("has no label k7; affinity asks for Exists; or: 992 terms more");
  }

  @Test
  void aPortBeyondAllPortsIsNoOther() {
    String service =
        "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: NodePort, ports: [{port:"
            + " 80, nodePort: 4294997296}]}}";
    Prediction prediction = last(service);
    assertThat(prediction.outcome().word()).isEqualTo("Rejected");
    assertThat(prediction.nodePorts()).doesNotContain(30_000);
  }
}
