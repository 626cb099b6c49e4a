package dev.haetae.rule.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Finding;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RuleTrial;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerMessagesTest {
  private static final String NAME = "c".repeat(63);
  private static final String LONG = "a".repeat(200);

  private static List<String> told(RuleTrial trial, String spec) {
    List<String> told = new ArrayList<>();
    for (String carrier : RuleTrial.carriers(spec)) {
      for (Finding finding : trial.create(carrier, EnforcementPoint.CHECK).findings()) {
        told.add(finding.message() + "; " + finding.remediation());
      }
    }
    return told;
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost/LONG:1", "LONG", "LONG/Capital", "LONG:latest", "r.io/LONG:1"})
  void aboutImagesFitIntoAWarning(String image) {
    RuleTrial trial =
        RuleTrial.of(
            "image-from-registry",
            "parameters: {registries: [" + LONG + ".example/" + LONG + ", b.example]}");
    String spec =
        "{containers: [{name: " + NAME + ", image: \"" + image.replace("LONG", LONG) + "\"}]}";
    assertThat(told(trial, spec))
        .hasSizeGreaterThanOrEqualTo(9)
        .allSatisfy(message -> assertThat(message).hasSizeLessThanOrEqualTo(256));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{containerPort: 65535, protocol: SCTP}]",
        "[{containerPort: N, hostPort: 65535}]",
        "[{containerPort: N, name: LONG}]"
      })
  void aboutPortsFitIntoAWarning(String ports) {
    String first = ports.replace("LONG", LONG);
    String spec =
        "{containers: [{name: "
            + NAME
            + ", ports: "
            + first.replace("N", "1")
            + "}, {name: b, ports: "
            + first.replace("N", "2")
            + "}]}";
    assertThat(told(RuleTrial.of("unique-container-ports"), spec))
        .hasSize(9)
        .allSatisfy(message -> assertThat(message).hasSizeLessThanOrEqualTo(256));
  }

  @Test
  void aboutProbesAndGracePeriodsFitIntoAWarning() {
    String spec =
        "{terminationGracePeriodSeconds: "
            + "-999999999999999999"
            + ", containers: [{name: "
            + LONG
            + ", livenessProbe: {}}]}";
    assertThat(told(RuleTrial.of("termination-grace-period"), spec))
        .hasSize(9)
        .allSatisfy(message -> assertThat(message).hasSizeLessThanOrEqualTo(256));
    assertThat(told(RuleTrial.of("liveness-probe"), spec))
        .hasSize(5)
        .allSatisfy(message -> assertThat(message).hasSizeLessThanOrEqualTo(256));
  }

  @Test
  void aPortOfTheNodeThatNobodyWritesIsNotTaken() {
    String spec =
        "{containers: [{name: a, ports: [{containerPort: 1, hostPort: 0}, {hostPort: 0}]},"
            + " {name: b, ports: [{containerPort: 2, hostPort: 0}, {containerPort: 1,"
            + " protocol: UDP}]}]}";
    assertThat(told(RuleTrial.of("unique-container-ports"), spec)).isEmpty();
  }
}
