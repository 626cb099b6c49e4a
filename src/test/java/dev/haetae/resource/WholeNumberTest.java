package dev.haetae.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WholeNumberTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "+7, 7",
    "007, 7",
    "-12, -12",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808"
  })
  void readsWhatALongHolds(String text, long number) {
    assertThat(WholeNumber.parse(text)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        "1.0",
        " 1",
        "1_000",
        "0x1",
        "٣",
        "--1",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999999999"
      })
  void readsNoOther(String text) {
    assertThat(WholeNumber.parse(text)).isNull();
  }
}
