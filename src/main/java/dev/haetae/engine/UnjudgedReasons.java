package dev.haetae.engine;

import dev.haetae.rule.Reason;
import java.util.List;

/** The reasons for which no rule has judged an object: they are of no rule, and undecided. */
public final class UnjudgedReasons {
  static final Reason UNREADABLE =
      new Reason(
          "UnreadableObject", "an object that the rule looks at is there but cannot be read");
  static final Reason FAULT = new Reason("InternalError", "the rule itself failed");
  static final Reason EXCEEDED =
      new Reason("BudgetExceeded", "the object takes more work than a review may cost");

  private static final List<Reason> ALL = List.of(UNREADABLE, FAULT, EXCEEDED);

  private UnjudgedReasons() {}

  /** Returns whether a reason of this name is one of them. */
  public static boolean include(String name) {
    for (Reason reason : ALL) {
      if (reason.name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
