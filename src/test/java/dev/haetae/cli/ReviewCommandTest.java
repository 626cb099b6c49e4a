package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code haetae review} makes of bodies of every condition. */
class ReviewCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"apiVersion\": \"v1\", \"kind\": \"Pod\"}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{}}"
      })
  void answersWhatIsNoReviewWithASentence(String body) {
    Trial trial = Trial.reading(body, "review", "-");
    assertThat(trial.json().get("kind")).hasToString("Status");
    assertThat(trial.json().get("code")).hasToString("400");
    assertThat(trial.out()).doesNotContain("Exception");
    assertThat(trial.err()).isEmpty();
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
  }

  @Test
  void writesOneLine() {
    Trial trial = Trial.reading("{}", "review", "-");
    assertThat(trial.out()).endsWith("}\n");
    assertThat(trial.out().lines()).hasSize(1);
  }
}
