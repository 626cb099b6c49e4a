package dev.haetae.simulator.validation.workload;

import dev.haetae.simulator.validation.field.GoText;

/** The syntax of Go's {@code time.ParseDuration}: {@code 1h30m}, {@code 1.5s}. */
final class GoDuration {
  private GoDuration() {}

  /** What is wrong with the duration, in Go's words; empty when all is well. */
  static String fault(String text) {
    String invalid = "time: invalid duration " + GoText.literal(text);
    String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return "";
    }
    if (rest.isEmpty()) {
      return invalid;
    }
    int at = 0;
    while (at < rest.length()) {
      int begin = at;
      at = digits(rest, at);
      boolean whole = at > begin;
      boolean fraction = false;
      if (at < rest.length() && rest.charAt(at) == '.') {
        int after = digits(rest, at + 1);
        fraction = after > at + 1;
        at = after;
      }
      if (!whole && !fraction) {
        return invalid;
      }
      int unit = at;
      while (at < rest.length() && rest.charAt(at) != '.' && !isDigit(rest.charAt(at))) {
        at++;
      }
      if (at == unit) {
        return "time: missing unit in duration " + GoText.literal(text);
      }
      switch (rest.substring(unit, at)) {
        case "ns", "us", "µs", "μs", "ms", "s", "m", "h" -> {
          // A unit there is.
        }
        default -> {
          return "time: unknown unit "
              + GoText.literal(rest.substring(unit, at))
              + " in duration "
              + GoText.literal(text);
        }
      }
    }
    return "";
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
