package dev.haetae.engine;

import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The waivers that an object carries in its annotations, {@code haetae.dev/ignore.<rule>:
 * "<reason>"}, optionally ending in {@code (until 2027-01-31)}, a day in UTC on which it still
 * holds.
 *
 * <p>The command line honours them; the webhook does not, since whoever may create an object could
 * waive every rule.
 */
final class IgnoreAnnotations {
  static final IgnoreAnnotations NONE = new IgnoreAnnotations(Map.of(), List.of());

  private static final String PREFIX = "haetae.dev/ignore.";
  private static final String UNTIL = "(until ";

  private final Map<String, String> reasons;
  private final List<String> problems;

  private IgnoreAnnotations(Map<String, String> reasons, List<String> problems) {
    this.reasons = reasons;
    this.problems = problems;
  }

  static IgnoreAnnotations of(Resource object, Instant now) {
    if (!object.metadata().has("annotations")) {
      return NONE;
    }
    Map<String, String> reasons = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, String> annotation : object.annotations().entrySet()) {
      if (annotation.getKey().startsWith(PREFIX)) {
        String rule = annotation.getKey().substring(PREFIX.length());
        String problem = read(rule, annotation.getValue(), now, reasons);
        if (problem != null) {
          problems.add(object.describe() + ": the waiver of " + Text.shorten(rule) + problem);
        }
      }
    }
    return new IgnoreAnnotations(reasons, problems);
  }

  private static @Nullable String read(
      String rule, String value, Instant now, Map<String, String> reasons) {
    String written = value.strip();
    int end = end(written);
    String reason = end < 0 ? written : written.substring(0, end).strip();
    if (reason.isEmpty()) {
      return " gives no reason, so it does not hold";
    }
    if (end >= 0) {
      String day = written.substring(end + UNTIL.length(), written.length() - 1).strip();
      try {
        LocalDate last = LocalDate.parse(day);
        if (LocalDate.ofInstant(now, ZoneOffset.UTC).isAfter(last)) {
          return " expired on " + last;
        }
      } catch (DateTimeParseException e) {
        return " ends on no day: write (until 2027-01-31), not " + Text.quote(day);
      }
    }
    reasons.put(rule, Text.shorten(reason));
    return null;
  }

  // Where "(until …)" begins that ends the text, no bracket closed before its last; -1 without one.
  private static int end(String text) {
    if (!text.endsWith(")")) {
      return -1;
    }
    return text.indexOf(UNTIL, text.lastIndexOf(')', text.length() - 2) + 1);
  }

  /** The reason for which a rule is waived; null when it is not. */
  @Nullable String reason(String rule) {
    return reasons.get(rule);
  }

  /** The waivers that do not hold, and why. */
  List<String> problems() {
    return problems;
  }
}
