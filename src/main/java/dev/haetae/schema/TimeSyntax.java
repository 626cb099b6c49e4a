package dev.haetae.schema;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The strings that Go's {@code time.Parse} reads by the layouts of {@code metav1.Time} and {@code
 * metav1.MicroTime}. It is laxer than RFC 3339: an hour of one digit, a comma before the fraction.
 */
final class TimeSyntax {
  private static final Pattern TIME =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{1,2}):([0-9]{2}):([0-9]{2})"
              + "([.,][0-9]+)?(Z|[+-]([0-9]{2}):([0-9]{2}))");
  private static final int MICROSECONDS = ".000000".length();

  private TimeSyntax() {}

  static boolean isTime(String text) {
    return isInstant(TIME.matcher(text));
  }

  static boolean isMicroTime(String text) {
    Matcher time = TIME.matcher(text);
    return isInstant(time) && time.group(7) != null && time.group(7).length() == MICROSECONDS;
  }

  private static boolean isInstant(Matcher time) {
    if (!time.matches()) {
      return false;
    }
    try {
      LocalDateTime.of(
          Integer.parseInt(time.group(1)),
          Integer.parseInt(time.group(2)),
          Integer.parseInt(time.group(3)),
          Integer.parseInt(time.group(4)),
          Integer.parseInt(time.group(5)),
          Integer.parseInt(time.group(6)));
    } catch (DateTimeException _) {
      return false;
    }
    return time.group(9) == null
        || (Integer.parseInt(time.group(9)) <= 24 && Integer.parseInt(time.group(10)) <= 60);
  }
}
