package dev.haetae.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "claim \"a\" is gone | claim \"b-1\" is gone",
        "2 of 10 stay Pending | 31 of 4.5 stay Pending",
        "declare 80, 8080, 9090, not \"1\" | declare 443, not \"2\"",
        "spec.volumes[0].hostPath | spec.volumes[12].hostPath",
        "names \"a\", \"b\" | names \"c\"",
        "node gpu-1 is full | node gpu-02 is full",
      })
  void areAlikeButForValuesAndNumbers(String one, String other) {
    assertThat(Sentences.shape(one)).isEqualTo(Sentences.shape(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "claim \"a\" is gone | claim \"a\" is lost",
        "one is Pending | 1 is Pending",
        "an end \"that is none | an end \"that is another",
        "1, 2 | 1 and 2",
      })
  void differInWords(String one, String other) {
    assertThat(Sentences.shape(one)).isNotEqualTo(Sentences.shape(other));
  }

  @Test
  void quoteValuesInOrder() {
    assertThat(Sentences.values("claim \"b\" binds \"a\", \"b\" and \"none"))
        .containsExactly("\"b\"", "\"a\"");
    assertThat(Sentences.values("no value")).isEmpty();
  }
}
