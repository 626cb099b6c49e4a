package dev.haetae.simulator.validation.workload;

import dev.haetae.simulator.validation.field.GoText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The syntax of a CronJob's schedule.
 *
 * <p>Mirrors {@code parser.go} of {@code robfig/cron/v3} as {@code ParseStandard} uses it, and
 * {@code pkg/util/parsers}.
 */
final class CronSchedule {
  private static final Set<String> DESCRIPTORS =
      Set.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
  private static final Map<String, Long> MONTHS =
      names(1, "jan feb mar apr may jun jul aug sep oct nov dec");
  private static final Map<String, Long> DAYS = names(0, "sun mon tue wed thu fri sat");
  private static final List<Bounds> FIELDS =
      List.of(
          new Bounds(0, 59, Map.of()),
          new Bounds(0, 23, Map.of()),
          new Bounds(1, 31, Map.of()),
          new Bounds(1, 12, MONTHS),
          new Bounds(0, 6, DAYS));

  private static final int LONGEST_NUMBER = 18;

  private CronSchedule() {}

  private record Bounds(long min, long max, Map<String, Long> names) {}

  /** What is wrong, in the parser's words. */
  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1;

    private final String words;

    Fault(String words) {
      super(words);
      this.words = words;
    }
  }

  private static Map<String, Long> names(long first, String names) {
    Map<String, Long> numbers = new HashMap<>();
    for (String name : names.split(" ", -1)) {
      numbers.put(name, first + numbers.size());
    }
    return Map.copyOf(numbers);
  }

  /** What is wrong with the schedule, in the API server's words; empty when all is well. */
  static String fault(String schedule) {
    try {
      check(schedule);
      return "";
    } catch (Fault e) {
      return e.words;
    }
  }

  private static void check(String schedule) throws Fault {
    String rest = schedule;
    if (rest.startsWith("TZ=") || rest.startsWith("CRON_TZ=")) {
      int space = rest.indexOf(' ');
      int from = rest.indexOf('=') + 1;
      if (space < 0) {
        throw new Fault("invalid schedule format: runtime error: slice bounds out of range [:-1]");
      }
      String zone = rest.substring(from, space);
      if (!TimeZones.isKnown(zone)) {
        throw new Fault("provided bad location " + zone + ": unknown time zone " + zone);
      }
      rest = rest.substring(space).strip();
    }
    if (rest.startsWith("@")) {
      checkDescriptor(rest);
      return;
    }
    List<String> fields = new ArrayList<>();
    for (String field : rest.strip().split("\\s+", -1)) {
      if (!field.isEmpty()) {
        fields.add(field);
      }
    }
    if (fields.size() != FIELDS.size()) {
      throw new Fault(
          "expected exactly "
              + FIELDS.size()
              + " fields, found "
              + fields.size()
              + ": ["
              + String.join(" ", fields)
              + "]");
    }
    for (int i = 0; i < fields.size(); i++) {
      for (String range : fields.get(i).split(",", -1)) {
        if (!range.isEmpty()) {
          checkRange(range, FIELDS.get(i));
        }
      }
    }
  }

  private static void checkDescriptor(String descriptor) throws Fault {
    if (DESCRIPTORS.contains(descriptor)) {
      return;
    }
    if (!descriptor.startsWith("@every ")) {
      throw new Fault("unrecognized descriptor: " + descriptor);
    }
    String duration = descriptor.substring("@every ".length());
    String fault = GoDuration.fault(duration);
    if (!fault.isEmpty()) {
      throw new Fault("failed to parse duration " + descriptor + ": " + fault);
    }
  }

  private static void checkRange(String range, Bounds bounds) throws Fault {
    String[] parts = range.split("/", -1);
    String[] ends = parts[0].split("-", -1);
    long start;
    long end;
    if (ends[0].equals("*") || ends[0].equals("?")) {
      start = bounds.min;
      end = bounds.max;
    } else {
      start = number(ends[0], bounds.names);
      end = start;
      if (ends.length == 2) {
        end = number(ends[1], bounds.names);
      } else if (ends.length > 2) {
        throw new Fault("too many hyphens: " + range);
      }
    }
    long step = 1;
    if (parts.length == 2) {
      step = number(parts[1], Map.of());
      end = ends.length == 1 ? bounds.max : end;
    } else if (parts.length > 2) {
      throw new Fault("too many slashes: " + range);
    }
    if (start < bounds.min) {
      throw new Fault(
          "beginning of range (" + start + ") below minimum (" + bounds.min + "): " + range);
    }
    if (end > bounds.max) {
      throw new Fault("end of range (" + end + ") above maximum (" + bounds.max + "): " + range);
    }
    if (start > end) {
      throw new Fault(
          "beginning of range (" + start + ") beyond end of range (" + end + "): " + range);
    }
    if (step == 0) {
      throw new Fault("step of range should be a positive number: " + range);
    }
  }

  private static long number(String text, Map<String, Long> names) throws Fault {
    Long named = names.get(text.toLowerCase(Locale.ROOT));
    if (named != null) {
      return named;
    }
    boolean digits = isInteger(text);
    if (!digits || text.length() > LONGEST_NUMBER) {
      throw new Fault(
          "failed to parse int from "
              + text
              + ": strconv.Atoi: parsing "
              + GoText.literal(text)
              + (digits ? ": value out of range" : ": invalid syntax"));
    }
    long number = Long.parseLong(text);
    if (number < 0) {
      throw new Fault("negative number (" + number + ") not allowed: " + text);
    }
    return number;
  }

  private static boolean isInteger(String text) {
    int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    for (int i = sign; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() > sign;
  }
}
