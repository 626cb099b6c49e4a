package dev.haetae.rule.container;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
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
public final class TerminationGracePeriod implements Rule {
  private static final Reason ZERO =
      new Reason(
          "GracePeriodZero", "The containers of a pod are killed without being told to end.");
  private static final Reason STATEFUL_SET_ZERO =
      new Reason(
          "StatefulSetGracePeriodZero",
          "The pods of a StatefulSet are killed at once, and two of one name may run together.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      new RuleInfo(
          "termination-grace-period",
          "Containers have time to end: terminationGracePeriodSeconds is not 0.",
          Subjects.carriersAnd(),
          EnforcementPoint.ALL_BUT_MUTATE,
          Action.WARN,
          List.of(ZERO, STATEFUL_SET_ZERO));

  private static final String FIELD = "terminationGracePeriodSeconds";

  /** The rule takes no parameters. */
  public TerminationGracePeriod(Parameters parameters) {
    // A pod has time to end or it has none.
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    List<PodView> pods = subject.pods();
    for (int i = 0; i < pods.size(); i++) {
      PodView pod = pods.get(i);
      long seconds = pod.spec().integer(FIELD, 1);
      if (seconds <= 0) {
        report(pod, seconds, findings);
      }
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
