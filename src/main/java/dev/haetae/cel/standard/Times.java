package dev.haetae.cel.standard;

import dev.haetae.cel.value.CelFailure;
import dev.haetae.cel.value.TimeValue;
import java.time.Duration;
import java.time.Instant;

/** The arithmetic of points and spans of time, within the years 1 to 9999 and 64 bits of nanos. */
final class Times {
  private static final long FIRST = -62_135_596_800L;
  private static final long LAST = 253_402_300_799L;
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
  private static final Duration LONGEST_BACK = Duration.ofNanos(Long.MIN_VALUE);

  private Times() {}

  static CelFailure overflow() {
    return new CelFailure("timestamp overflow");
  }

  static boolean isTime(long seconds) {
    return seconds >= FIRST && seconds <= LAST;
  }

  static boolean isSpan(Duration duration) {
    return duration.compareTo(LONGEST) <= 0 && duration.compareTo(LONGEST_BACK) >= 0;
  }

  private static Duration span(Duration duration) {
    if (!isSpan(duration)) {
      throw Wholes.overflow();
    }
    return duration;
  }

  static Duration add(Duration one, Duration other) {
    return span(one.plus(other));
  }

  static Duration subtract(Duration one, Duration other) {
    return span(one.minus(other));
  }

  static Duration between(TimeValue start, TimeValue end) {
    return span(Duration.between(start.instant(), end.instant()));
  }

  static TimeValue add(TimeValue time, Duration duration) {
    Instant instant = time.instant().plus(duration);
    if (!isTime(instant.getEpochSecond())) {
      throw overflow();
    }
    return TimeValue.of(instant, time.offset());
  }

  static TimeValue subtract(TimeValue time, Duration duration) {
    return add(time, duration.negated());
  }
}
