package dev.haetae.rule.gpu;

import static dev.haetae.rule.RuleTrial.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.Resource;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RepairCheck;
import dev.haetae.rule.RuleTrial;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpuRolloutTest {
  private static String deployment(String spec) {
    return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: x}, spec: {"
        + spec
        + " selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec:"
        + " {containers: [{name: c, image: a.io/c:1, resources: {limits: {nvidia.com/gpu:"
        + " 1}}}]}}}}";
  }

  private static List<String> check(String spec) {
    return found(RuleTrial.of("gpu-rollout").create(deployment(spec), EnforcementPoint.CHECK));
  }

  // ResolveFenceposts of the Deployment controller: the surge up, the unavailable down.
  @ParameterizedTest
  @CsvSource({
    "1, 25%, 25%, true",
    "3, 25%, 25%, true",
    "4, 25%, 25%, false",
    "1, 1, 0, true",
    "1, 0, 1, false",
    "1, 0%, 0%, false",
    "100, 1%, 0, true",
    "100, 1%, 1%, false",
    "99, 1%, 1%, true",
    "0, 25%, 25%, false",
    "2, 100%, 49%, true",
    "2, 100%, 50%, false",
    "2147483647, 100%, 0, true",
    "999999999999999999, 999999999%, 0%, true"
  })
  void roundsAsTheControllerDoes(String replicas, String surge, String unavailable, boolean waits) {
    String update = "{maxSurge: " + surge + ", maxUnavailable: " + unavailable + "}";
    assertThat(check("replicas: " + replicas + ", strategy: {rollingUpdate: " + update + "},"))
        .hasSize(waits ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "strategy: null,",
        "strategy: {},",
        "strategy: {type: RollingUpdate, rollingUpdate: null},",
        "strategy: {rollingUpdate: {maxUnavailable: 0}},",
        "replicas: null, strategy: {rollingUpdate: {maxSurge: 1}},"
      })
  void whatIsNotWrittenIsAQuarter(String spec) {
    assertThat(check(spec))
        .containsExactly("RolloutNeedsSpareGpu spec.strategy.rollingUpdate.maxSurge");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"many", "'1'", "-1", "1.5", "'%'", "true", "[1]", "'9999999999%'", "99999999999"})
  void whatIsNoNumberIsLeftToTheApiServer(String surge) {
    assertThat(check("strategy: {rollingUpdate: {maxSurge: " + surge + "}},")).isEmpty();
  }

  @Test
  void theShownFixIsSound() {
    Random random = new Random(4);
    RepairCheck check = new RepairCheck("gpu-rollout", "");
    String[] numbers = {"0", "1", "3", "'0%'", "'1%'", "'25%'", "'99%'", "null"};
    int repaired = 0;
    for (int i = 0; i < 200; i++) {
      StringBuilder spec = new StringBuilder();
      if (random.nextBoolean()) {
        spec.append("replicas: ").append(random.nextInt(12)).append(", ");
      }
      switch (random.nextInt(5)) {
        case 0 -> spec.append("strategy: {type: Recreate}, ");
        case 1 -> spec.append("strategy: {type: RollingUpdate}, ");
        case 2, 3 -> {
          spec.append("strategy: {rollingUpdate: {maxSurge: ");
          spec.append(numbers[random.nextInt(numbers.length)]).append(", maxUnavailable: ");
          spec.append(numbers[random.nextInt(numbers.length)]).append("}}, ");
        }
        default -> spec.append("paused: false, ");
      }
      Resource object = RuleTrial.resources(deployment(spec.toString())).getFirst();
      repaired += check.applyShownFixes(object) == object ? 0 : 1;
    }
    assertThat(repaired).isGreaterThan(50);
  }

  @Test
  void nothingIsRepairedAtTheWebhook() {
    assertThat(RuleTrial.problems("gpu-rollout", "mutate: true"))
        .containsExactly("spec.mutate is true, but gpu-rollout has nothing to repair");
  }
}
