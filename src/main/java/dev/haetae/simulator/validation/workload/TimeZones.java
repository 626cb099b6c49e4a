package dev.haetae.simulator.validation.workload;

import dev.haetae.simulator.validation.field.Part;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;

/**
 * The names of time zones.
 *
 * <p>Mirrors {@code validateTimeZone} of {@code pkg/apis/batch/validation/validation.go}; the zones
 * are the JDK's, which come from the same database.
 */
final class TimeZones {
  private static final int LONGEST_PART = 14;
  // Zones of the database that the JDK gives other names.
  private static final Set<String> FURTHER = Set.of("EST", "MST", "HST", "ROC", "UTC");

  private TimeZones() {}

  static boolean isKnown(String zone) {
    return zone.isEmpty()
        || FURTHER.contains(zone)
        || (!zone.startsWith("SystemV/") && ZoneId.getAvailableZoneIds().contains(zone));
  }

  /** Checks the {@code timeZone} of a CronJob, if there is one. */
  static void check(Part spec) {
    String zone = spec.textOrNull("timeZone");
    if (zone == null) {
      return;
    }
    if (zone.isEmpty()) {
      spec.causes().invalid(spec.at("timeZone"), zone, "timeZone must be nil or non-empty string");
      return;
    }
    for (String part : zone.split("/", -1)) {
      if (!isPart(part)) {
        spec.causes().invalid(spec.at("timeZone"), zone, "unknown time zone " + zone);
        return;
      }
    }
    if (zone.toLowerCase(Locale.ROOT).equals("local")) {
      spec.causes()
          .invalid(
              spec.at("timeZone"),
              zone,
              "timeZone must be an explicit time zone as defined in"
                  + " https://www.iana.org/time-zones");
    }
    if (!zone.equals("Local") && !isKnown(zone)) {
      spec.causes().invalid(spec.at("timeZone"), zone, "unknown time zone " + zone);
    }
  }

  private static boolean isPart(String part) {
    boolean valid =
        !part.isEmpty()
            && part.length() <= LONGEST_PART
            && !part.equals(".")
            && !part.equals("..")
            && !part.startsWith("-");
    for (int i = 0; i < part.length() && valid; i++) {
      char c = part.charAt(i);
      valid =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || ".-_+".indexOf(c) >= 0;
    }
    return valid;
  }
}
