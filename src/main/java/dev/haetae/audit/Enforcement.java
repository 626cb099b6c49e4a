package dev.haetae.audit;

import java.util.List;

/**
 * What would be refused if the policies of a rule denied.
 *
 * @param rule the rule's id
 * @param owners the number of subjects that its policies apply to
 * @param stopped those that would be refused, or are waived, in the order of names
 */
public record Enforcement(String rule, int owners, List<Stopped> stopped) {
  /** An enforcement that keeps its own copy. */
  public Enforcement {
    stopped = List.copyOf(stopped);
  }

  /**
   * A subject and what would become of it.
   *
   * @param pods the number of its pods that run
   * @param stop by the first of the rule's policies that would refuse it
   */
  public record Stopped(Subject subject, int pods, Stop stop) {
    /** {@code vision/Deployment cache (2 pods)}; fit for a message. */
    public String describe() {
      return subject.describe(pods);
    }
  }

  /** Those of one occasion. */
  public List<Stopped> at(Stop.When when) {
    return stopped.stream().filter(one -> one.stop().when() == when).toList();
  }

  /** The number of pods that run and could not be made again. */
  public int lostPods() {
    return at(Stop.When.NEXT_POD).stream().mapToInt(Stopped::pods).sum();
  }

  /** Returns whether anything would be refused. */
  public boolean refuses() {
    return stopped.stream().anyMatch(one -> one.stop().when() != Stop.When.WAIVED);
  }
}
