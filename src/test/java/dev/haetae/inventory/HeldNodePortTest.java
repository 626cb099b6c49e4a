package dev.haetae.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Inventory.NodePortOwner;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.text.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeldNodePortTest {
  private static List<HeldNodePort> held(String spec) {
    String yaml =
        "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: team}, spec: {"
            + spec
            + "}}";
    return HeldNodePort.of(
        ServiceView.of(
            ManifestReader.read(yaml.getBytes(UTF_8), "", "default", Limits.FILES)
                .resources()
                .getFirst()));
  }

  @Test
  void namesTheFieldOfEachNumber() {
    assertThat(
            held(
                "ports: [{port: 80, nodePort: 30080}, {port: 81}, {port: 82, nodePort: 30082}],"
                    + " healthCheckNodePort: 30100"))
        .containsExactly(
            new HeldNodePort(30080, new NodePortOwner("team", "web", "spec.ports[0].nodePort")),
            new HeldNodePort(30082, new NodePortOwner("team", "web", "spec.ports[2].nodePort")),
            new HeldNodePort(30100, new NodePortOwner("team", "web", "spec.healthCheckNodePort")));
  }

  @Test
  void twoProtocolsOfOneNumberAreTwoFields() {
    assertThat(
            held(
                "ports: [{port: 53, nodePort: 30053}, {port: 53, protocol: UDP, nodePort:"
                    + " 30053}]"))
        .extracting(HeldNodePort::port)
        .containsExactly(30053, 30053);
  }

  @Test
  void holdsNothingThatIsStillToBeChosen() {
    assertThat(held("type: NodePort, ports: [{port: 80}, {port: 81, nodePort: 0}]")).isEmpty();
    assertThat(held("ports: []")).isEmpty();
  }
}
