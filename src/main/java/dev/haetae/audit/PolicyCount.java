package dev.haetae.audit;

import dev.haetae.rule.Action;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One policy of an audit, in numbers.
 *
 * @param policy the policy's name
 * @param rule its rule's id
 * @param action the strongest of its actions
 * @param judged the subjects that it applies to
 * @param owners those of them that violate it
 * @param findingsIn the violations by the namespaces in which those are
 * @param findings the violations
 * @param undecided what it could not decide
 * @param waived the violations that are waived
 * @param stopsNextPod the subjects whose next pod would be refused if it denied
 * @param stopsChange the subjects that would be refused only when changed
 */
public record PolicyCount(
    String policy,
    String rule,
    Action action,
    int judged,
    int owners,
    SortedMap<String, Integer> findingsIn,
    int findings,
    int undecided,
    int waived,
    int stopsNextPod,
    int stopsChange) {
  /** A count that keeps its own copy. */
  public PolicyCount {
    findingsIn = Collections.unmodifiableSortedMap(new TreeMap<>(findingsIn));
  }

  /** The number of namespaces in which it is violated. */
  public int namespaces() {
    return findingsIn.size();
  }
}
