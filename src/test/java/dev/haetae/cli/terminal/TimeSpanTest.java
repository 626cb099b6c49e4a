package dev.haetae.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {
  @ParameterizedTest
  @CsvSource({
    "1m, PT1M",
    "999999m, PT999999M",
    "24h, P1D",
    "999999h, PT999999H",
    "30d, P30D",
    "69993d, P69993D",
    "2w, P14D",
    "9999w, P69993D"
  })
  void spansAreRead(String written, Duration span) {
    assertThat(TimeSpan.read("--x", written)).isEqualTo(span);
  }

  @ParameterizedTest
  @CsvSource({"1d, 1", "90d, 90", "12w, 84", "69993d, 69993", "9999w, 69993"})
  void daysAreRead(String written, int days) {
    assertThat(TimeSpan.readDays("--x", written)).isEqualTo(days);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "d", "0d", "-1d", "1.5w", "90 d", "01d", "1D", "1s", "9999999m"})
  void whatIsNoSpanIsRefused(String written) {
    assertRefused(written);
    assertNoDays(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"69994d", "999999d", "10000w", "999999w"})
  void whatWouldLeadOutOfYearsOfFourDigitsIsRefused(String written) {
    assertRefused(written);
    assertNoDays(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"90m", "48h"})
  void daysAreNoMinutesAndNoHours(String written) {
    assertNoDays(written);
  }

  @Test
  void theLongestStaysWithinYearsOfFourDigits() {
    Instant now = Instant.parse("2026-11-27T12:00:00Z");
    assertThat(now.plus(TimeSpan.read("--x", "9999w"))).hasToString("2218-07-17T12:00:00Z");
    assertThat(now.minus(TimeSpan.read("--x", "9999w"))).hasToString("1835-04-10T12:00:00Z");
    assertThat(LocalDate.of(2026, 11, 27).plusDays(TimeSpan.readDays("--x", "9999w")))
        .hasToString("2218-07-17");
  }

  private static void assertRefused(String written) {
    assertThatThrownBy(() -> TimeSpan.read("--x", written))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--x is a number with m, h, d or w, such as 24h or 30d, not \"" + written + '"');
  }

  private static void assertNoDays(String written) {
    assertThatThrownBy(() -> TimeSpan.readDays("--x", written))
        .isInstanceOf(UsageException.class)
        .hasMessage("--x takes days or weeks, such as 90d or 12w, not \"" + written + '"');
  }
}
