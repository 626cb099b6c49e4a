package dev.haetae.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.overview.NodePortMap.Balancer;
import dev.haetae.overview.NodePortMap.Place;
import dev.haetae.overview.NodePortMap.Port;
import dev.haetae.overview.NodePortMap.Team;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodePortMapTest {
  private static final String TEAMS =
      "{range: 30000-32767, namespaces: [{namespaces: [vision, vision-dev], range: 30100-30199},"
          + " {namespaces: [audio], range: 30300-30309}]}";

  private static NodePortMap madeUp() {
    return Overviews.of(Overviews.madeUpText(), "node-port-range", TEAMS).nodePorts();
  }

  private static String service(String namespace, String name, String spec) {
    return "---\n{apiVersion: v1, kind: Service, metadata: {namespace: %s, name: %s}, spec: {%s}}\n"
        .formatted(namespace, name, spec);
  }

  private static String nodePort(String namespace, String name, int port) {
    return service(namespace, name, "type: NodePort, ports: [{port: 80, nodePort: " + port + "}]");
  }

  @Test
  void teamsHaveTheirNumbers() {
    assertThat(madeUp().teams())
        .containsExactly(
            new Team(List.of("vision", "vision-dev"), 30100, 30199, 4, 1, 96, 30103),
            new Team(List.of("audio"), 30300, 30309, 0, 0, 10, 30300));
  }

  @Test
  void eachNumberSaysWhetherItLiesRight() {
    assertThat(madeUp().ports().shown())
        .extracting(port -> port.number() + " " + port.service() + ' ' + port.place())
        .containsExactly(
            "30001 low OUTSIDE_TEAM",
            "30100 web RIGHT",
            "30101 web RIGHT",
            "30102 dns RIGHT",
            "30102 dns RIGHT",
            "30150 squatter OTHER_TEAM",
            "30500 stray OUTSIDE_TEAM",
            "31000 lb RIGHT",
            "31001 lb RIGHT");
    assertThat(madeUp().ports().shown().getFirst())
        .isEqualTo(
            new Port(
                30001,
                "audio",
                "low",
                "NodePort",
                "spec.ports[0].nodePort",
                true,
                Place.OUTSIDE_TEAM,
                false));
  }

  @Test
  void theBandAndTheCountsAreTheClusters() {
    NodePortMap map = madeUp();
    assertThat(map.lastOfBand()).isEqualTo(30085);
    assertThat(map.held()).isEqualTo(8);
    assertThat(map.free()).isEqualTo(2760);
    assertThat(map.next()).isEqualTo(30000);
    assertThat(map.loadBalancers().shown())
        .containsExactly(new Balancer("nlp", "lb", List.of(31000, 31001)));
  }

  @Test
  void aRangeOfTheClustersOwnCounts() {
    String yaml = nodePort("a", "one", 30000) + nodePort("a", "two", 20001);
    NodePortMap map = Overviews.of(yaml, "node-port-range", "{range: 20000-20015}").nodePorts();
    assertThat(map.first()).isEqualTo(20000);
    assertThat(map.last()).isEqualTo(20015);
    // A range of so few has no band.
    assertThat(map.lastOfBand()).isLessThan(20000);
    assertThat(map.held()).isEqualTo(1);
    assertThat(map.ports().shown())
        .extracting(Port::place)
        .containsExactly(Place.RIGHT, Place.OUTSIDE);
    assertThat(map.ports().shown()).noneMatch(Port::inBand);
  }

  @Test
  void aFullRangeHasNoNext() {
    StringBuilder yaml = new StringBuilder();
    IntStream.rangeClosed(20000, 20015)
        .forEach(port -> yaml.append(nodePort("a", "s" + port, port)));
    NodePortMap map =
        Overviews.of(yaml.toString(), "node-port-range", "{range: 20000-20015}").nodePorts();
    assertThat(map.free()).isZero();
    assertThat(map.next()).isZero();
  }

  @Test
  void theNextOfNobodyIsInNoTeamsRange() {
    NodePortMap map =
        Overviews.of(
                nodePort("a", "one", 20003),
                "node-port-range",
                "{range: 20000-20015, namespaces: [{namespaces: [b], range: 20000-20002}]}")
            .nodePorts();
    assertThat(map.next()).isEqualTo(20004);
    assertThat(map.teams().getFirst().next()).isEqualTo(20000);
  }

  @Test
  void twoServicesOfOneNumberAreBothMarked() {
    NodePortMap map =
        Overviews.of(nodePort("a", "one", 30200) + nodePort("b", "two", 30200)).nodePorts();
    assertThat(map.held()).isEqualTo(1);
    assertThat(map.ports().shown()).hasSize(2).allMatch(Port::twice);
  }

  @Test
  void moreRowsThanATableHoldsAreCounted() {
    StringBuilder yaml = new StringBuilder();
    IntStream.range(0, 2100).forEach(i -> yaml.append(nodePort("a", "s" + i, 30000 + i)));
    NodePortMap map = Overviews.of(yaml.toString()).nodePorts();
    assertThat(map.ports().shown()).hasSize(Rows.MOST);
    assertThat(map.ports().more()).isEqualTo(100);
    assertThat(map.held()).isEqualTo(2100);
  }

  @Test
  void anEmptyClusterHasAllOfThem() {
    NodePortMap map =
        Overviews.of("{apiVersion: v1, kind: Namespace, metadata: {name: a}}").nodePorts();
    assertThat(map.held()).isZero();
    assertThat(map.free()).isEqualTo(2768);
    assertThat(map.next()).isEqualTo(30000);
  }
}
