package dev.haetae.cli.terminal;

import dev.haetae.resource.tree.Text;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A span of time as people write it: {@code 90m}, {@code 24h}, {@code 30d}, {@code 2w}. None is
 * longer than 9999 weeks, so that a day before or after it has a year of four digits.
 */
public final class TimeSpan {
  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})([mhdw])");
  private static final int WEEK = 7;
  private static final Duration LONGEST = Duration.ofDays(9999L * WEEK);

  private TimeSpan() {}

  /**
   * Reads a span, at least a minute.
   *
   * @param option the option that it is the value of, for the sentence that says what is wrong
   * @throws UsageException when it is no such span
   */
  public static Duration read(String option, String written) {
    Duration span = of(written);
    if (span == null) {
      throw new UsageException(
          option
              + " is a number with m, h, d or w, such as 24h or 30d, not "
              + Text.quote(written));
    }
    return span;
  }

  /**
   * Reads a span of days or weeks; returns how many days.
   *
   * @param option the option that it is the value of, for the sentence that says what is wrong
   * @throws UsageException when it is no such span
   */
  public static int readDays(String option, String written) {
    Duration span = written.endsWith("d") || written.endsWith("w") ? of(written) : null;
    if (span == null) {
      throw new UsageException(
          option + " takes days or weeks, such as 90d or 12w, not " + Text.quote(written));
    }
    return Math.toIntExact(span.toDays());
  }

  private static @Nullable Duration of(String written) {
    Matcher matcher = SPAN.matcher(written);
    if (!matcher.matches()) {
      return null;
    }
    long count = Long.parseLong(matcher.group(1));
    Duration span =
        switch (matcher.group(2)) {
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          case "d" -> Duration.ofDays(count);
          default -> Duration.ofDays(WEEK * count);
        };
    return span.compareTo(LONGEST) > 0 ? null : span;
  }
}
