package dev.haetae.cel.value;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/**
 * A point in time with the offset in which it was written: the API server keeps that in texts, and
 * compares without it.
 */
public final class TimeValue extends CelValue implements Comparable<TimeValue> {
  private static final DateTimeFormatter TEXT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  private static final int MINUTE = 60;

  private final Instant instant;
  private final int offset;

  private TimeValue(Instant instant, int offset) {
    this.instant = instant;
    this.offset = offset;
  }

  /** A point in time, in UTC. */
  public static TimeValue of(Instant instant) {
    return new TimeValue(instant, 0);
  }

  /**
   * A point in time.
   *
   * @param offset of the place where it was written, in seconds east of UTC
   */
  public static TimeValue of(Instant instant, int offset) {
    return new TimeValue(instant, offset);
  }

  /** The point in time. */
  public Instant instant() {
    return instant;
  }

  /** The offset in which it was written, in seconds east of UTC. */
  public int offset() {
    return offset;
  }

  @Override
  public TimeValue value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return instant.equals(Instant.EPOCH);
  }

  @Override
  public CelType celType() {
    return SimpleType.TIMESTAMP;
  }

  @Override
  public int compareTo(TimeValue other) {
    return instant.compareTo(other.instant);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimeValue that && instant.equals(that.instant);
  }

  @Override
  public int hashCode() {
    return instant.hashCode();
  }

  /** As {@code string()} gives it: {@code 2026-01-01T09:00:00.5+09:00}. */
  @Override
  public String toString() {
    LocalDateTime local =
        LocalDateTime.ofEpochSecond(
            instant.getEpochSecond() + offset, instant.getNano(), ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(TEXT.format(local));
    if (offset == 0) {
      return text.append('Z').toString();
    }
    int minutes = Math.abs(offset) / MINUTE;
    return text.append(offset < 0 ? '-' : '+')
        .append(twoDigits(minutes / MINUTE))
        .append(':')
        .append(twoDigits(minutes % MINUTE))
        .toString();
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : String.valueOf(number);
  }
}
