package dev.haetae.audit;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Finding;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Inventory;
import dev.haetae.policy.Policy;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One policy as if it denied, at the webhook.
 *
 * @param evaluator in which this policy alone judges
 * @param written in which all policies judge as they are
 * @param isInTree whether it is Kubernetes' own, which denies only where a binding says so
 */
record Enforcer(Policy policy, Evaluator evaluator, Evaluator written, boolean isInTree) {
  /** The enforcer of a policy; null when the webhook does not ask its rule. */
  static @Nullable Enforcer of(Policy policy, Evaluator all) {
    return policy.info().points().contains(EnforcementPoint.VALIDATE)
        ? new Enforcer(
            policy,
            all.enforcing(Set.of(policy.name())),
            all,
            all.inTree().policies().contains(policy))
        : null;
  }

  /**
   * What would become of a subject; null when nothing is found.
   *
   * @param subject repaired, as the mutating webhook does
   * @param next what has to be made before it has its next pod, repaired as well
   */
  @Nullable Stop stop(Resource subject, NextObjects next, Inventory world) {
    Set<String> exceptions = new TreeSet<>();
    Stop stop = null;
    for (int i = 0; stop == null && i < next.pods().size(); i++) {
      stop = stop(next.pods().get(i), Stop.When.NEXT_POD, next.world(), exceptions);
    }
    if (stop == null && next.run() != null) {
      stop = stop(next.run(), Stop.When.NEXT_RUN, world, exceptions);
    }
    if (stop == null) {
      stop = stop(subject, Stop.When.CHANGE, world, exceptions);
    }
    return stop != null || exceptions.isEmpty()
        ? stop
        : new Stop(policy.name(), Stop.When.WAIVED, Path.ROOT, "", "", exceptions, false);
  }

  private @Nullable Stop stop(
      Resource object, Stop.When when, Inventory world, Set<String> exceptions) {
    Verdict verdict = evaluator.evaluate(Review.create(object, EnforcementPoint.VALIDATE), world);
    for (List<Finding> findings : List.of(verdict.findings(), verdict.undecided())) {
      for (Finding finding : findings) {
        if (finding.action() == Action.DENY) {
          return new Stop(
              policy.name(),
              when,
              finding.path(),
              finding.message(),
              finding.remediation(),
              Set.of(),
              denies(object, world));
        }
      }
    }
    for (MalformedResourceException e : verdict.malformed()) {
      // The webhook answers that it cannot read it, and the API server takes that for a refusal.
      return new Stop(
          policy.name(), when, e.path(), e.sentence(), "", Set.of(), denies(object, world));
    }
    verdict.waived().forEach(finding -> exceptions.add(finding.exception()));
    return null;
  }

  // To an API server nothing is undecided: what is so here need not be refused there.
  private boolean denies(Resource object, Inventory world) {
    if (policy.action() != Action.DENY || !isInTree) {
      return policy.action() == Action.DENY;
    }
    Verdict verdict = written.evaluate(Review.create(object, EnforcementPoint.AUDIT), world);
    for (Finding finding : verdict.findings()) {
      if (finding.policy().equals(policy.name()) && finding.action() == Action.DENY) {
        return true;
      }
    }
    return false;
  }
}
