package dev.haetae.rule.container;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.PodRule;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.List;

/**
 * Containers are told to end before they are killed.
 *
 * <p>Why: a grace period of 0 is a forced deletion: the pod is gone from the API before its node
 * has stopped it. Whatever its containers had in hand is lost; the successor of a StatefulSet's pod
 * starts with the same name and claims while the old one may still write.
 *
 * <p>Looks at {@code terminationGracePeriodSeconds} of every pod spec. Allowed: any number above 0,
 * and none, which means 30 seconds. A probe's own grace period is at least 1, the API server sees
 * to that.
 */
public final class TerminationGracePeriod implements PodRule {
  private static final Reason ZERO =
      new Reason(
          "GracePeriodZero", "The containers of a pod are killed without being told to end.");
  private static final Reason STATEFUL_SET_ZERO =
      new Reason(
          "StatefulSetGracePeriodZero",
          "The pods of a StatefulSet are killed at once, and two of one name may run together.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
          "termination-grace-period",
          "Containers have time to end: terminationGracePeriodSeconds is not 0.",
          Subjects.carriersAnd(),
          List.of(ZERO, STATEFUL_SET_ZERO));

  private static final String FIELD = "terminationGracePeriodSeconds";

  @Override
  public void check(PodView pod, RuleContext context, Findings findings) {
    long seconds = pod.spec().integer(FIELD, 1);
    if (seconds <= 0) {
      report(pod, seconds, findings);
    }
  }

  private static void report(PodView pod, long seconds, Findings findings) {
    boolean isOfStatefulSet = pod.carrier().groupKind().equals(GroupKind.STATEFUL_SET);
    findings.violation(
        isOfStatefulSet ? STATEFUL_SET_ZERO : ZERO,
        pod.spec().path(FIELD),
        Sentence.of("terminationGracePeriodSeconds is %q", seconds)
            // As pkg/registry/core/pod/strategy.go reads it.
            .then(seconds < 0 ? ", which counts as 1" : "")
            .then(
                isOfStatefulSet
                    ? ": unsafe in a StatefulSet, a new pod takes the name and the claims while the"
                        + " old one may still write"
                    : ": the containers are killed before they can finish what they have in hand")
            .instead("leave it out (30 seconds), or write how long the containers need to end"));
  }
}
