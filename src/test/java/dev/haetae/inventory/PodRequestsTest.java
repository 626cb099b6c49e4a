package dev.haetae.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.Limits;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.PodView;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PodRequestsTest {
  private static PodView pod(String spec) {
    ManifestReader.Manifest manifest =
        ManifestReader.read(
            ("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n" + spec.indent(2))
                .getBytes(UTF_8),
            "test",
            "default",
            Limits.FILES);
    assertThat(manifest.problems()).isEmpty();
    return manifest.resources().getFirst().pods().getFirst();
  }

  private static String requests(String spec) {
    return new TreeMap<>(PodRequests.of(pod(spec))).toString();
  }

  @Test
  void addsContainersUp() {
    assertThat(
            requests(
                """
                containers:
                - resources: {requests: {cpu: 500m, memory: 1Gi}}
                - resources: {requests: {cpu: "1"}}
                """))
        .isEqualTo("{cpu=1.5, memory=1Gi}");
  }

  @Test
  void takesTheLimitForAMissingRequest() {
    assertThat(
            requests(
                "containers: [{resources: {limits: {cpu: 4, nvidia.com/gpu: 2}, requests: {cpu:"
                    + " 1}}}]"))
        .isEqualTo("{cpu=1, nvidia.com/gpu=2}");
  }

  @Test
  void countsInitContainersByMaximum() {
    assertThat(
            requests(
                """
                initContainers:
                - resources: {requests: {cpu: 3}}
                - resources: {requests: {cpu: 2, nvidia.com/gpu: 1}}
                containers:
                - resources: {requests: {cpu: 1}}
                """))
        .isEqualTo("{cpu=3, nvidia.com/gpu=1}");
  }

  @Test
  void addsSidecarsToWhatRunsAfterThem() {
    assertThat(
            requests(
                """
                initContainers:
                - resources: {requests: {cpu: 5}}
                - restartPolicy: Always
                  resources: {requests: {cpu: 2}}
                - resources: {requests: {cpu: 4}}
                containers:
                - resources: {requests: {cpu: 1}}
                """))
        .as("5 before the sidecar, 2 + 4 beside it, 2 + 1 in the end")
        .isEqualTo("{cpu=6}");
  }

  @Test
  void addsOverhead() {
    assertThat(requests("overhead: {cpu: 250m}\ncontainers: [{resources: {requests: {cpu: 1}}}]"))
        .isEqualTo("{cpu=1.25}");
  }

  @Test
  void ignoresEphemeralContainers() {
    assertThat(requests("containers: [{}]\nephemeralContainers: [{name: debug}]")).isEqualTo("{}");
  }

  @Test
  void findsHostPorts() {
    assertThat(
            PlacedPod.hostPorts(
                pod(
                    """
                    initContainers:
                    - ports: [{containerPort: 1, hostPort: 1}]
                    - restartPolicy: Always
                      ports: [{containerPort: 2, hostPort: 2, protocol: UDP}]
                    containers:
                    - ports: [{containerPort: 3}, {containerPort: 4, hostPort: 5, hostIP: 10.0.0.1}]
                    """)))
        .isEqualTo(
            List.of(
                new PlacedPod.HostPort("", "UDP", 2),
                new PlacedPod.HostPort("10.0.0.1", "TCP", 5)));
  }

  @Test
  void takesEveryPortOfAHostNetworkPod() {
    assertThat(
            PlacedPod.hostPorts(
                pod("hostNetwork: true\ncontainers: [{ports: [{containerPort: 9}]}]")))
        .isEqualTo(List.of(new PlacedPod.HostPort("", "TCP", 9)));
  }

  @Test
  void collidesOnWildAddresses() {
    PlacedPod.HostPort any = new PlacedPod.HostPort("0.0.0.0", "TCP", 80);
    PlacedPod.HostPort one = new PlacedPod.HostPort("10.0.0.1", "TCP", 80);
    assertThat(any.collidesWith(one)).isTrue();
    assertThat(one.collidesWith(new PlacedPod.HostPort("10.0.0.2", "TCP", 80))).isFalse();
    assertThat(one.collidesWith(new PlacedPod.HostPort("10.0.0.1", "UDP", 80))).isFalse();
  }
}
