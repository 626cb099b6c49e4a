package dev.haetae.cel.standard;

import dev.cel.runtime.CelFunctionBinding;
import dev.haetae.cel.library.kind.GoText;
import dev.haetae.cel.value.CelFailure;
import dev.haetae.cel.value.TimeValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.zone.ZoneRulesException;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The functions that give parts of points and spans of time: {@code getHours()} and its like. */
final class TimeParts {
  private static final int HOUR = 3600;
  private static final int MINUTE = 60;
  private static final int DAYS = 7;
  private static final int NANOS_OF_MILLI = 1_000_000;

  private final List<CelFunctionBinding> bindings = new ArrayList<>();

  private TimeParts() {}

  static List<CelFunctionBinding> bindings() {
    TimeParts parts = new TimeParts();
    parts.add("getFullYear", LocalDateTime::getYear, null);
    parts.add("getMonth", time -> time.getMonthValue() - 1L, null);
    parts.add("getDate", LocalDateTime::getDayOfMonth, null);
    parts.add("getDayOfMonth", time -> time.getDayOfMonth() - 1L, null);
    parts.add("getDayOfWeek", time -> time.getDayOfWeek().getValue() % DAYS, null);
    parts.add("getDayOfYear", time -> time.getDayOfYear() - 1L, null);
    parts.add("getHours", LocalDateTime::getHour, span -> nanos(span) / (HOUR * 1_000_000_000L));
    parts.add(
        "getMinutes", LocalDateTime::getMinute, span -> nanos(span) / (MINUTE * 1_000_000_000L));
    parts.add("getSeconds", LocalDateTime::getSecond, span -> nanos(span) / 1_000_000_000L);
    parts.add(
        "getMilliseconds",
        time -> time.get(ChronoField.MILLI_OF_SECOND),
        span -> nanos(span) / NANOS_OF_MILLI);
    return parts.bindings;
  }

  private static long nanos(Duration span) {
    return span.toNanos();
  }

  @SuppressWarnings("Immutable") // What takes a part holds nothing.
  private void add(
      String name,
      ToLongFunction<LocalDateTime> ofTime,
      @Nullable ToLongFunction<Duration> ofSpan) {
    CelFunctionBinding alone =
        CelFunctionBinding.from(
            name + "_alone",
            Object.class,
            value -> {
              if (value instanceof TimeValue time) {
                return ofTime.applyAsLong(local(time.instant(), 0));
              }
              if (value instanceof Duration span && ofSpan != null) {
                return ofSpan.applyAsLong(span);
              }
              throw NoOverload.of(name, value);
            });
    CelFunctionBinding inZone =
        CelFunctionBinding.from(
            name + "_in_zone",
            Object.class,
            Object.class,
            (value, zone) -> {
              if (value instanceof TimeValue time && zone instanceof String text) {
                return ofTime.applyAsLong(inZone(time.instant(), text));
              }
              throw NoOverload.of(name, value, zone);
            });
    bindings.addAll(CelFunctionBinding.fromOverloads(name, alone, inZone));
  }

  private static LocalDateTime local(Instant instant, long offset) {
    return LocalDateTime.ofEpochSecond(
        instant.getEpochSecond() + offset, instant.getNano(), ZoneOffset.UTC);
  }

  private static LocalDateTime inZone(Instant instant, String zone) {
    int colon = zone.indexOf(':');
    if (colon >= 0) {
      long hours = number(zone.substring(0, colon));
      long minutes = number(zone.substring(colon + 1));
      return local(instant, hours * HOUR + (zone.startsWith("-") ? -minutes : minutes) * MINUTE);
    }
    if (zone.isEmpty() || zone.equals("UTC") || zone.equals("Local")) {
      return local(instant, 0);
    }
    try {
      return local(
          instant, ZoneRulesProvider.getRules(zone, false).getOffset(instant).getTotalSeconds());
    } catch (ZoneRulesException _) {
      throw new CelFailure("unknown time zone " + zone);
    }
  }

  private static long number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new CelFailure("strconv.Atoi: parsing " + GoText.quote(text) + ": invalid syntax");
    }
  }
}
