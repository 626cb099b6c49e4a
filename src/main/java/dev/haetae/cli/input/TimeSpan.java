package dev.haetae.cli.input;

import dev.haetae.cli.terminal.UsageException;
import dev.haetae.resource.tree.Text;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A span of time as people write it: {@code 90m}, {@code 24h}, {@code 30d}, {@code 2w}. */
public final class TimeSpan {
  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})([mhdw])");

  private TimeSpan() {}

  /**
   * Reads a span, at least a minute.
   *
   * @param option the option that it is the value of, for the sentence that says what is wrong
   */
  public static Duration read(String option, String written) {
    Matcher matcher = SPAN.matcher(written);
    if (!matcher.matches()) {
      throw new UsageException(
          option
              + " is a number with m, h, d or w, such as 24h or 30d, not "
              + Text.quote(written));
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }
}
