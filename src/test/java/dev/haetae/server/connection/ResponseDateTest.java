package dev.haetae.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;

final class ResponseDateTest {
  @Test
  void isTheSecondOfTheAnswer() {
    Instant told =
        ZonedDateTime.parse(new ResponseDate().now(), DateTimeFormatter.RFC_1123_DATE_TIME)
            .toInstant();

    assertThat(Duration.between(told, Instant.now()))
        .isBetween(Duration.ZERO, Duration.ofMinutes(1));
    assertThat(new ResponseDate().now().toString())
        .matches("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT");
  }
}
