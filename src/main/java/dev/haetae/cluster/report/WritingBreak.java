package dev.haetae.cluster.report;

import dev.haetae.resource.tree.StringValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A break in the writing of reports: an annotation of the Lease says until when nobody writes any.
 * It ends by itself, should what it was made for come to nothing.
 */
public final class WritingBreak {
  /** The annotation, with the instant at which the break ends. */
  public static final String ANNOTATION = "haetae.dev/no-reports-until";

  private static final Duration LENGTH = Duration.ofMinutes(10);

  private WritingBreak() {}

  /** Returns whether a value of the annotation, empty for none, says that nobody writes now. */
  public static boolean holds(String until, Instant now) {
    try {
      return !until.isEmpty() && now.isBefore(Instant.parse(until));
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** The value of the annotation for a break that begins now. */
  static StringValue from(Instant now) {
    return new StringValue(now.plus(LENGTH).truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
