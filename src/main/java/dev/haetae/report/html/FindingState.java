package dev.haetae.report.html;

import dev.haetae.rule.Action;
import java.util.Locale;

/** What becomes of something that was found; the gravest first. */
public enum FindingState {
  /** It is refused. */
  DENY,
  /** It is let through with a warning. */
  WARN,
  /** Nobody can say from what is known. */
  UNDECIDED,
  /** It is recorded and nothing else. */
  AUDIT,
  /** A baseline knows it. */
  KNOWN,
  /** An exception or an annotation waives it. */
  WAIVED;

  /** What becomes of a violation by what its policy does. */
  public static FindingState of(Action action) {
    return switch (action) {
      case DENY -> DENY;
      case WARN -> WARN;
      case AUDIT -> AUDIT;
    };
  }

  /** {@code deny}: its class on the page, and its word in the address. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
