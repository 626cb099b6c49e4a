package dev.haetae.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Origin;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

  /** What runs at once at any time, and no more. */
  @Test
  void asksForTheMostThatRunsAtOnce() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      StringBuilder spec = new StringBuilder("containers:\n");
      Map<String, Long> running = new TreeMap<>();
      Map<String, Long> most = new TreeMap<>();
      for (int i = 1 + random.nextInt(2); i > 0; i--) {
        add(running, container(random, spec, false));
      }
      spec.append("initContainers:\n");
      Map<String, Long> sidecars = new TreeMap<>();
      for (int i = 1 + random.nextInt(5); i > 0; i--) {
        boolean stays = random.nextBoolean();
        Map<String, Long> own = container(random, spec, stays);
        Map<String, Long> together = new TreeMap<>(sidecars);
        add(together, own);
        together.forEach((name, amount) -> most.merge(name, amount, Math::max));
        if (stays) {
          sidecars = together;
        }
      }
      add(running, sidecars);
      running.forEach((name, amount) -> most.merge(name, amount, Math::max));
      assertThat(requests(spec.toString())).as(spec.toString()).isEqualTo(most.toString());
    }
  }

  private static Map<String, Long> container(Random random, StringBuilder spec, boolean stays) {
    Map<String, Long> asked = new TreeMap<>();
    for (String name : List.of("cpu", "memory", "x.io/a", "x.io/b")) {
      if (random.nextBoolean()) {
        asked.put(name, (long) random.nextInt(5));
      }
    }
    String requests = asked.toString().replace("=", ": ");
    spec.append("- {resources: {requests: ").append(requests).append('}');
    spec.append(stays ? ", restartPolicy: Always}\n" : "}\n");
    return asked;
  }

  private static void add(Map<String, Long> to, Map<String, Long> more) {
    more.forEach((name, amount) -> to.merge(name, amount, Long::sum));
  }

  /** Comparing each with each, it would not end while anybody waits. */
  @Test
  void addsUpWhatIsMeantIll() {
    ObjectValue.Builder limits = new ObjectValue.Builder(16);
    for (int i = 0; i < 150_000; i++) {
      limits.put("x.io/" + i, NumberValue.of(i));
    }
    ArrayValue.Builder sidecars = new ArrayValue.Builder();
    for (int i = 0; i < 50_000; i++) {
      ObjectValue asked = ObjectValue.of("y.io/" + i, NumberValue.of(1));
      sidecars.add(
          ObjectValue.of("restartPolicy", new StringValue("Always"))
              .with("resources", ObjectValue.of("requests", asked)));
    }
    ObjectValue container = ObjectValue.of("resources", ObjectValue.of("limits", limits.build()));
    ObjectValue spec =
        ObjectValue.of("containers", ArrayValue.of(List.of(container)))
            .with("initContainers", sidecars.build());
    ObjectValue tree =
        ObjectValue.of("apiVersion", new StringValue("v1"))
            .with("kind", new StringValue("Pod"))
            .with("metadata", ObjectValue.of("name", new StringValue("a")))
            .with("spec", spec);
    PodView pod = Resource.of(tree, Origin.NONE, "default").pods().getFirst();
    ResourceAmounts amounts = ResourceAmounts.of(PodRequests.of(pod));
    assertThat(amounts.others()).isEqualTo(200_000);
    assertThat(amounts.other("x.io/149999")).isEqualTo(149_999);
    assertThat(amounts.other("y.io/49999")).isEqualTo(1);
  }

  @Test
  void addsUpManyNames() {
    ResourceAmounts.Sum sum = new ResourceAmounts.Sum();
    for (int i = 0; i < 100; i++) {
      for (int j = 0; j <= i; j++) {
        sum.add(Map.of("x.io/" + j, Quantity.of(j)));
      }
      ResourceAmounts amounts = sum.build();
      assertThat(amounts.others()).isEqualTo(i + 1);
      assertThat(amounts.other("x.io/" + i)).isEqualTo(i);
      assertThat(amounts.other("x.io/1")).isEqualTo(i);
    }
  }

  @Test
  void endsAtTheBoundsWhereSumsWouldTurnOver() {
    String large = "[{resources: {requests: {cpu: 9e18, memory: 9e18, x.io/a: 1e400}}},";
    PodView pod = pod("containers: " + large + large.substring(1) + "{}]");
    ResourceAmounts twice = ResourceAmounts.of(PodRequests.of(pod));
    assertThat(twice.milliCpu()).isEqualTo(Long.MAX_VALUE);
    assertThat(twice.memory()).isEqualTo(Long.MAX_VALUE);
    assertThat(twice.other("x.io/a")).isEqualTo(Long.MAX_VALUE);

    ResourceAmounts.Sum sum = new ResourceAmounts.Sum();
    sum.add(twice, 3);
    sum.add(twice, 1);
    sum.add(Map.of("memory", Quantity.of(1), "x.io/a", Quantity.of(Long.MAX_VALUE)));
    assertThat(sum.build().memory()).isEqualTo(Long.MAX_VALUE);
    assertThat(sum.build().other("x.io/a")).isEqualTo(Long.MAX_VALUE);
    sum.add(Map.of("pods", Quantity.of(-9)));
    sum.add(sum.build(), Long.MAX_VALUE);
    assertThat(sum.build().pods()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void countsAsExactNumbersDoUpToTheBounds() {
    Random random = new Random(9);
    long[] edges = {0, 1, -1, 2, 3_037_000_500L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 62};
    for (int i = 0; i < 2000; i++) {
      long a = edges[random.nextInt(edges.length)] + random.nextInt(3) - 1;
      long b = random.nextBoolean() ? edges[random.nextInt(edges.length)] : random.nextLong();
      BigInteger one = BigInteger.valueOf(a);
      BigInteger other = BigInteger.valueOf(b);
      assertThat(ResourceAmounts.plus(a, b)).isEqualTo(bounded(one.add(other)));
      assertThat(ResourceAmounts.minus(a, b)).isEqualTo(bounded(one.subtract(other)));
      assertThat(ResourceAmounts.times(a, b)).isEqualTo(bounded(one.multiply(other)));
    }
  }

  private static long bounded(BigInteger number) {
    BigInteger least = BigInteger.valueOf(Long.MIN_VALUE);
    return number.max(least).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  @Test
  void findsCollisionsAmongManyHostPortsAsAmongFew() {
    Random random = new Random(8);
    List<String> addresses = List.of("", "0.0.0.0", "10.0.0.1", "10.0.0.2");
    for (int i = 0; i < 500; i++) {
      List<PlacedPod.HostPort> ports = new ArrayList<>();
      for (int j = 0; j < 12; j++) {
        ports.add(hostPort(addresses, random));
      }
      PlacedPod.HostPort taken = hostPort(addresses, random);
      assertThat(HostPorts.of(ports).collideWith(taken))
          .as("%s beside %s", ports, taken)
          .isEqualTo(ports.stream().anyMatch(port -> port.collidesWith(taken)));
    }
  }

  private static PlacedPod.HostPort hostPort(List<String> addresses, Random random) {
    return new PlacedPod.HostPort(
        addresses.get(random.nextInt(addresses.size())),
        random.nextBoolean() ? "TCP" : "UDP",
        80 + random.nextInt(12));
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
