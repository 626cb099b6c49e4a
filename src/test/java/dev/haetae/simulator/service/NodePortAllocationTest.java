package dev.haetae.simulator.service;

import static dev.haetae.simulator.Worlds.closed;
import static dev.haetae.simulator.Worlds.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.haetae.simulator.service.NodePortAllocation.Range;
import dev.haetae.simulator.service.ServicePrediction.Outcome;
import org.junit.jupiter.api.Test;

/** What the recorded answers do not cover: updates, other ranges, and what is said. */
final class NodePortAllocationTest {
  private static String service(String name, String spec) {
    return "{apiVersion: v1, kind: Service, metadata: {name: %s, namespace: default}, spec: {%s}}\n"
        .formatted(name, spec);
  }

  private static ServicePrediction create(String spec, String... world) {
    return NodePortAllocation.predict(
        resource(service("web", spec)), null, closed(world), Range.DEFAULT);
  }

  private static ServicePrediction update(String before, String after, String... world) {
    String old = service("web", before);
    String[] all = new String[world.length + 1];
    System.arraycopy(world, 0, all, 1, world.length);
    all[0] = old;
    return NodePortAllocation.predict(
        resource(service("web", after)), resource(old), closed(all), Range.DEFAULT);
  }

  private static String port(String name, int port, String more) {
    return "{name: " + name + ", port: " + port + more + "}";
  }

  @Test
  void saysWhoHoldsAPort() {
    ServicePrediction prediction =
        create(
            "type: NodePort, ports: [" + port("a", 80, ", nodePort: 30080") + "]",
            service(
                "grafana",
                "type: NodePort, ports: [" + port("ui", 3000, ", nodePort: 30080") + "]"));
    assertThat(prediction.message())
        .isEqualTo(
            "Service \"web\" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided"
                + " port is already allocated");
    assertThat(prediction.ports().getFirst().message())
        .isEqualTo("port 30080 is held by default/grafana (spec.ports[0].nodePort)");
  }

  @Test
  void looksAtThePortsBehindTheFirstThatCannotBeHad() {
    ServicePrediction prediction =
        create(
            "type: NodePort, ports: ["
                + port("a", 80, ", nodePort: 99")
                + ','
                + port("b", 81, ", nodePort: 30081")
                + ','
                + port("c", 82, ", nodePort: 98")
                + ']');
    assertThat(prediction.message()).contains("spec.ports[0]").doesNotContain("spec.ports[2]");
    assertThat(prediction.ports())
        .extracting(one -> one.problem().isEmpty())
        .containsExactly(false, true, false);
  }

  @Test
  void aHealthCheckHoldsAPortOfTheSamePool() {
    String holder =
        service(
            "lb",
            "type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30200, ports: ["
                + port("a", 80, ", nodePort: 30201")
                + "]");
    assertThat(
            create("type: NodePort, ports: [" + port("a", 80, ", nodePort: 30200") + "]", holder))
        .extracting(one -> one.ports().getFirst().message())
        .isEqualTo("port 30200 is held by default/lb (spec.healthCheckNodePort)");
  }

  @Test
  void aClusterMayHaveAnotherRange() {
    ServicePrediction prediction =
        NodePortAllocation.predict(
            resource(service("web", "type: NodePort, ports: [{port: 80, nodePort: 30080}]")),
            null,
            closed(),
            new Range(20000, 22767));
    assertThat(prediction.message())
        .endsWith(
            "provided port is not in the valid range. The range of valid ports is 20000-22767");
    assertThatIllegalArgumentException().isThrownBy(() -> new Range(5, 4));
  }

  @Test
  void anUpdateKeepsItsOwnNumbers() {
    String spec = "type: NodePort, ports: [" + port("a", 80, ", nodePort: 30080") + "]";
    assertThat(update(spec, spec).outcome()).isEqualTo(Outcome.ACCEPTED);
    ServicePrediction kept = update(spec, "type: NodePort, ports: [" + port("a", 81, "") + "]");
    assertThat(kept.ports()).extracting(ServicePrediction.Port::number).containsExactly(30080);
    assertThat(kept.message()).isEqualTo("is accepted; node ports: 30080");
  }

  @Test
  void aServiceThatTurnsIntoAClusterIpLosesItsNumbers() {
    String ports = "ports: [" + port("a", 80, ", nodePort: 30080") + "]";
    ServicePrediction prediction = update("type: NodePort, " + ports, "type: ClusterIP, " + ports);
    assertThat(prediction.message()).isEqualTo("is accepted; it holds no node port");
    assertThat(
            update(
                    "type: NodePort, " + ports,
                    "ports: [" + port("a", 80, ", nodePort: 30081") + "]")
                .message())
        .contains("may not be used when `type` is 'ClusterIP'");
  }

  @Test
  void aServiceThatTurnsIntoANodePortIsGivenOnes() {
    ServicePrediction prediction =
        update(
            "ports: [" + port("a", 80, "") + "]",
            "type: NodePort, ports: [" + port("a", 80, "") + "]");
    assertThat(prediction.message())
        .isEqualTo("is accepted; node ports: one that the API server chooses");
  }

  @Test
  void anUpdateDoesNotTakeWhatAnotherHolds() {
    String other = service("other", "type: NodePort, ports: [{port: 80, nodePort: 30090}]");
    ServicePrediction prediction =
        update(
            "type: NodePort, ports: [{port: 80, nodePort: 30080}]",
            "type: NodePort, ports: [{port: 80, nodePort: 30090}]",
            other);
    assertThat(prediction.outcome()).isEqualTo(Outcome.REJECTED);
  }

  @Test
  void anUpdateMayNotRepeatANumber() {
    String spec =
        "type: NodePort, ports: ["
            + port("a", 80, ", nodePort: 30080")
            + ", "
            + port("b", 81, ", nodePort: 30080")
            + "]";
    assertThat(update("type: NodePort, ports: [{name: a, port: 80}]", spec).message())
        .isEqualTo("duplicate nodePort: {TCP 30080}");
  }

  @Test
  void aHealthCheckPortNeedsALocalLoadBalancer() {
    assertThat(create("type: NodePort, healthCheckNodePort: 30300, ports: [{port: 80}]").message())
        .isEqualTo(
            "Service \"web\" is invalid: spec.healthCheckNodePort: Invalid value: 30300: may only"
                + " be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
  }

  @Test
  void oneNumberServesTwoProtocolsOfAPort() {
    ServicePrediction prediction =
        create(
            "type: LoadBalancer, ports: ["
                + port("dns", 53, ", nodePort: 30053")
                + ", "
                + port("dns-udp", 53, ", protocol: UDP")
                + "]");
    assertThat(prediction.message()).isEqualTo("is accepted; node ports: 30053, 30053");
  }
}
