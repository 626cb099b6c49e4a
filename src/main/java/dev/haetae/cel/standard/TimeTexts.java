package dev.haetae.cel.standard;

import dev.haetae.cel.value.TimeValue;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The reader of points and spans of time as Go writes them. */
public final class TimeTexts {
  private static final int LONGEST = 64;
  private static final int NANO_DIGITS = 9;
  private static final int HOUR = 3600;
  private static final int MINUTE = 60;
  private static final int LAST_OFFSET_HOUR = 24;

  private TimeTexts() {}

  /** A point in time such as {@code 2026-01-01T09:00:00.5+09:00}; null when it is none. */
  static @Nullable TimeValue time(String text) {
    int seconds = "2026-01-01T09:00:00".length();
    if (text.length() <= seconds
        || text.length() > LONGEST
        || !matches(text, "0000-00-00T00:00:00")) {
      return null;
    }
    int end = seconds;
    int nanos = 0;
    if (text.charAt(end) == '.' || text.charAt(end) == ',') {
      end++;
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
      if (end == seconds + 1) {
        return null;
      }
      nanos = nanos(text.substring(seconds + 1, end));
    }
    Integer offset = offset(text.substring(end));
    return offset == null ? null : time(text, nanos, offset);
  }

  private static @Nullable TimeValue time(String text, int nanos, int offset) {
    try {
      LocalDateTime local =
          LocalDateTime.of(
              number(text, 0, 4),
              number(text, 5, 7),
              number(text, 8, 10),
              number(text, 11, 13),
              number(text, 14, 16),
              number(text, 17, 19),
              nanos);
      Instant instant = local.toInstant(ZoneOffset.UTC).minusSeconds(offset);
      return Times.isTime(instant.getEpochSecond()) ? TimeValue.of(instant, offset) : null;
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static boolean matches(String text, String form) {
    for (int i = 0; i < form.length(); i++) {
      char wanted = form.charAt(i);
      char found = text.charAt(i);
      if (wanted == '0' ? !isDigit(found) : found != wanted) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static int nanos(String fraction) {
    String digits = fraction.length() > NANO_DIGITS ? fraction.substring(0, NANO_DIGITS) : fraction;
    return Integer.parseInt(digits + "0".repeat(NANO_DIGITS - digits.length()));
  }

  private static @Nullable Integer offset(String text) {
    if (text.equals("Z")) {
      return 0;
    }
    if (text.length() != "+09:00".length() || !matches(text.substring(1), "00:00")) {
      return null;
    }
    int hours = number(text, 1, 3);
    int minutes = number(text, 4, 6);
    char sign = text.charAt(0);
    if (hours > LAST_OFFSET_HOUR || minutes > MINUTE || (sign != '+' && sign != '-')) {
      return null;
    }
    int offset = hours * HOUR + minutes * MINUTE;
    return sign == '-' ? -offset : offset;
  }

  /** A span of time such as {@code -1h30m} or {@code 1.5s}; null when it is none. */
  public static @Nullable Duration span(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String rest = signed ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    BigInteger nanos = BigInteger.ZERO;
    int at = 0;
    do {
      int end = part(rest, at);
      BigInteger part = end < 0 ? null : nanos(rest, at, end);
      if (part == null) {
        return null;
      }
      nanos = nanos.add(part);
      at = end;
    } while (at < rest.length());
    BigInteger whole = text.startsWith("-") ? nanos.negate() : nanos;
    return whole.bitLength() < Long.SIZE ? Duration.ofNanos(whole.longValue()) : null;
  }

  /** Where the part of a span that starts here ends; -1 when none starts here. */
  private static int part(String text, int from) {
    int at = from;
    while (at < text.length() && isOfNumber(text.charAt(at))) {
      at++;
    }
    int unit = at;
    while (at < text.length() && !isOfNumber(text.charAt(at))) {
      at++;
    }
    return unit > from && at > unit ? at : -1;
  }

  private static boolean isOfNumber(char letter) {
    return isDigit(letter) || letter == '.';
  }

  private static @Nullable BigInteger nanos(String text, int from, int to) {
    int unit = to;
    while (!isOfNumber(text.charAt(unit - 1))) {
      unit--;
    }
    String number = text.substring(from, unit);
    int point = number.indexOf('.');
    String whole = point < 0 ? number : number.substring(0, point);
    String fraction = point < 0 ? "" : number.substring(point + 1);
    long factor = factor(text.substring(unit, to));
    if (factor == 0 || fraction.indexOf('.') >= 0 || whole.length() + fraction.length() == 0) {
      return null;
    }
    BigInteger scaled = new BigInteger("0" + whole + fraction).multiply(BigInteger.valueOf(factor));
    return scaled.divide(BigInteger.TEN.pow(fraction.length()));
  }

  private static long factor(String unit) {
    return switch (unit) {
      case "ns" -> 1L;
      case "us", "\u00b5s", "\u03bcs" -> 1_000L;
      case "ms" -> 1_000_000L;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> 0L;
    };
  }
}
