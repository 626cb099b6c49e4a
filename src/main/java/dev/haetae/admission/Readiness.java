package dev.haetae.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether reviews may be sent here: after the warm-up, until the end begins, while nothing that the
 * verdicts rest on is missing.
 */
public final class Readiness {
  private final List<Supplier<List<String>>> conditions;
  private final Supplier<List<String>> unreadable;

  // Not ready until somebody says so.
  private volatile boolean ready;
  private volatile boolean warm;
  private volatile boolean complete;

  /** Ready when told so. */
  public Readiness() {
    this(List.of(), List::of);
  }

  /**
   * Ready when told so, as long as no condition objects.
   *
   * @param conditions each gives the sentences for users that say what is missing, none when
   *     nothing is; asked from any thread, must not wait
   * @param unreadable gives the sentences that say which objects cannot be read, asked likewise
   */
  public Readiness(
      List<? extends Supplier<List<String>>> conditions, Supplier<List<String>> unreadable) {
    this.conditions = List.copyOf(conditions);
    this.unreadable = unreadable;
  }

  /** Whether the server has warmed up and has not begun to end: what it answers now counts. */
  public boolean isServing() {
    return ready;
  }

  /** Whether reviews may be sent here. */
  public boolean isReady() {
    return ready && missing().isEmpty();
  }

  /**
   * Whether a review can be answered: from the moment on that nothing was missing once, and during
   * the warm-up. What goes missing later is judged from memory; what was never there would be
   * judged by other policies and another world than the cluster's.
   */
  boolean canJudge() {
    if (complete || !warm) {
      return true;
    }
    complete = missing().isEmpty();
    return complete;
  }

  /** What the verdicts rest on and is missing, as sentences for users. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>(0);
    for (Supplier<List<String>> condition : conditions) {
      missing.addAll(condition.get());
    }
    return missing;
  }

  /**
   * What cannot be read of what the verdicts rest on, as sentences for users: what hangs on it is
   * undecided, and reviews may be sent here all the same.
   */
  public List<String> unreadable() {
    return unreadable.get();
  }

  /** Says whether the server serves from now on. */
  public void set(boolean ready) {
    this.ready = ready;
    if (ready) {
      warm = true;
    }
  }
}
