package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An audit says whom Kubernetes' own policies stop where they are bound to deny, and no others. */
final class InTreeAuditTest {
  private static final Path EXAMPLES = Path.of("examples", "policies");

  private static Trial audited(String example, String... cases) {
    List<String> arguments = new ArrayList<>(List.of("audit"));
    arguments.addAll(List.of("-p", EXAMPLES.resolve(example).resolve("policy.yaml").toString()));
    for (String each : cases) {
      Path file = EXAMPLES.resolve(example).resolve("cases").resolve(each);
      arguments.addAll(List.of("-i", file.toString()));
    }
    return Trial.of(arguments.toArray(String[]::new));
  }

  @Test
  void thatWhichWarnsHereRefusesNoNextPod() {
    Trial trial =
        audited(
            "no-latest-in-production",
            "warn.Invalid.staging.yaml",
            "warn.Invalid.staging.inventory.yaml");
    assertThat(trial.out()).contains("0 denied, 1 warned").doesNotContain("could not be made");
    assertThat(trial.code()).isZero();
  }

  @Test
  void theUndecidedIsNoRefusalOfTheNextPod() {
    Trial trial = audited("gpus-per-pod", "undecided.namespace-not-known.yaml");
    assertThat(trial.out()).contains("1 undecided").doesNotContain("at its next pod");
    assertThat(trial.code()).isZero();
  }

  @Test
  void whatABindingDeniesHereRefusesTheNextPod() {
    Trial trial =
        audited("gpus-per-pod", "deny.Forbidden.pod.yaml", "deny.Forbidden.pod.inventory.yaml");
    assertThat(trial.out()).contains("1 denied", "1 pod that runs could not be made again");
    assertThat(trial.code()).isOne();
  }
}
