package dev.haetae.cli.terminal;

import dev.haetae.resource.tree.Text;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of days that a user gives something to live: {@code 30d}, {@code 12w}. */
public record Lifetime(int days) {
  private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,3})([dw])");
  private static final int WEEK = 7;

  /**
   * Reads what follows an option.
   *
   * @throws UsageException when it is no such number
   */
  public static Lifetime of(String option, String written) {
    Matcher matcher = WRITTEN.matcher(written);
    if (!matcher.matches()) {
      throw new UsageException(
          option + " takes days or weeks, such as 90d or 12w, not " + Text.quote(written));
    }
    int number = Integer.parseInt(matcher.group(1));
    return new Lifetime(matcher.group(2).equals("w") ? number * WEEK : number);
  }

  /** The last day of what begins on {@code today}. */
  public LocalDate endsOn(LocalDate today) {
    return today.plusDays(days);
  }
}
