package dev.haetae.server.connection;

import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The date of answers, which is written out once a second and not once an answer. */
final class ResponseDate {
  // RFC 9110, 5.6.7: two digits a day, which the JDK's own format of RFC 1123 does not have.
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private record Second(long second, AsciiString text) {}

  private volatile Second last = second(0);

  /** The date of now, as a header has it. */
  AsciiString now() {
    long now = System.currentTimeMillis() / 1000;
    Second known = last;
    if (known.second() != now) {
      known = second(now);
      last = known;
    }
    return known.text();
  }

  private static Second second(long second) {
    return new Second(second, AsciiString.of(FORMAT.format(Instant.ofEpochSecond(second))));
  }
}
