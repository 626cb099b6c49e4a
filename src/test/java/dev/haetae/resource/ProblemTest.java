package dev.haetae.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProblemTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "spec is missing # spec is missing",
        "ERROR: 1:1: no\\n | a + b\\n | ..^ # ERROR: 1:1: no",
        "x: ERROR: 1:1: no\\n | a\\n | ^\\n\\ny: ERROR: 1:2: no\\n | a\\n | .^\\n"
            + " # x: ERROR: 1:1: no; y: ERROR: 1:2: no"
      })
  void aSentenceHasNoExcerpts(String message, String sentence) {
    assertThat(Problem.of("f", message.replace("\\n", "\n")).sentence()).isEqualTo(sentence);
  }
}
