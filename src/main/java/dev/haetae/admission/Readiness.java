package dev.haetae.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The readiness of a server tells whether reviews may be sent here: after the warm-up, until the
 * end begins, while nothing that the verdicts rest on is missing.
 */
public final class Readiness {
  private final List<Supplier<List<String>>> conditions;
  private final SortedMap<String, Supplier<List<String>>> details;

  // Not ready until somebody says so.
  private volatile boolean ready;
  private volatile boolean warm;
  private volatile boolean complete;

  /** Ready when told so. */
  public Readiness() {
    this(List.of(), Map.of());
  }

  /**
   * Ready when told so, as long as no condition objects.
   *
   * @param conditions each gives the sentences for users that say what is missing, none when
   *     nothing is; asked from any thread, must not wait
   * @param details by a word each, such as {@code uncompiled}; asked likewise
   */
  public Readiness(
      List<? extends Supplier<List<String>>> conditions,
      Map<String, Supplier<List<String>>> details) {
    this.conditions = List.copyOf(conditions);
    this.details = new TreeMap<>(details);
  }

  /**
   * Returns whether the server has warmed up and has not begun to end: what it answers now counts.
   */
  public boolean isServing() {
    return ready;
  }

  /** Returns whether reviews may be sent here. */
  public boolean isReady() {
    return ready && missing().isEmpty();
  }

  /**
   * Returns whether a review can be answered: from the moment on that nothing was missing once, and
   * during the warm-up. What goes missing later is judged from memory; what was never there would
   * be judged by other policies and another world than the cluster's.
   */
  public boolean canJudge() {
    if (complete || !warm) {
      return true;
    }
    complete = missing().isEmpty();
    return complete;
  }

  /** The sentences for users that say what is missing of what the verdicts rest on. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>(0);
    for (Supplier<List<String>> condition : conditions) {
      missing.addAll(condition.get());
    }
    return missing;
  }

  /**
   * The sentences for users that say what is not as it should be, by a word each: reviews may be
   * sent here all the same, since no other replica would be better off.
   */
  public SortedMap<String, List<String>> details() {
    SortedMap<String, List<String>> told = new TreeMap<>();
    details.forEach((word, sentences) -> told.put(word, sentences.get()));
    return told;
  }

  /** Says whether the server serves from now on. */
  public void set(boolean ready) {
    this.ready = ready;
    if (ready) {
      warm = true;
    }
  }
}
