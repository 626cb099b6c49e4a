package dev.haetae.audit;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Inventory;
import dev.haetae.policy.Policy;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.rule.EnforcementPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The examination of single objects, each as if it were created now: repaired first, as the
 * mutating webhook does, and judged then. Safe for any number of threads.
 */
final class Examination {
  private final Evaluator all;
  private final Evaluator judge;
  private final List<Enforcer> enforcers;
  private final Inventory world;
  private final Owners owners;
  private final AuditScope scope;

  Examination(Evaluator all, Inventory world, Owners owners, AuditScope scope) {
    this.all = all;
    this.judge = scope.enforced().isEmpty() ? all : all.enforcing(scope.enforced());
    this.world = world;
    this.owners = owners;
    this.scope = scope;
    this.enforcers =
        all.policies().stream()
            .filter(
                policy -> scope.enforced().isEmpty() || scope.enforced().contains(policy.name()))
            .map(policy -> Enforcer.of(policy, all))
            .filter(Objects::nonNull)
            .toList();
  }

  Examined examine(Resource object) {
    try {
      Subject maker = madeBy(object);
      if (!scope.isIn(object)) {
        return new Examined.PassedOver();
      }
      if (scope.isExempt(object, world)) {
        return new Examined.Exempt();
      }
      if (maker != null) {
        boolean isPod = object.groupKind().equals(GroupKind.POD);
        return new Examined.Made(maker, isPod && !object.isFinishedPod());
      }
      if (!scope.isNewEnough(object)) {
        return AuditScope.created(object) == null
            ? new Examined.Undated()
            : new Examined.PassedOver();
      }
      return judged(object, Owners.listed(object));
    } catch (MalformedResourceException e) {
      // Its names and references: what the engine says of them is kept.
      return judged(object, Subject.of(object));
    }
  }

  // What makes pods, and pods: whatever else operators make is as good as written by hand.
  private @Nullable Subject madeBy(Resource object) {
    return object.carriers().include(object.groupKind()) ? owners.maker(object) : null;
  }

  private Examined judged(Resource object, Subject subject) {
    Verdict repaired = repaired(object);
    Resource result = repaired.result();
    Verdict verdict = judge.evaluate(Review.create(result, EnforcementPoint.AUDIT), world);
    List<Stop> stops = new ArrayList<>(0);
    if (!enforcers.isEmpty()) {
      NextObjects next =
          NextObjects.of(object, world)
              .repaired((made, seen) ->
                  all.evaluate(Review.create(made, EnforcementPoint.MUTATE), seen).result());
      for (Enforcer enforcer : enforcers) {
        Stop stop = enforcer.stop(result, next, world);
        if (stop != null) {
          stops.add(stop);
        }
      }
    }
    // Of what no policy judges there is nothing to say, not even that it is clean.
    List<Policy> judging = judge.judging(Review.create(result, EnforcementPoint.AUDIT), world);
    if (judging.isEmpty() && stops.isEmpty() && verdict.isClean()) {
      return new Examined.PassedOver();
    }
    return new Examined.Judged(
        subject, object, PrunedFindings.of(together(repaired, verdict)), judging, stops);
  }

  private Verdict repaired(Resource object) {
    return all.evaluate(Review.create(object, EnforcementPoint.MUTATE), world);
  }

  private static Verdict together(Verdict repaired, Verdict judged) {
    return new Verdict(
        judged.result(),
        judged.findings(),
        judged.undecided(),
        judged.waived(),
        repaired.repairs(),
        repaired.patch(),
        both(repaired.malformed(), judged.malformed()),
        both(repaired.notes(), judged.notes()),
        both(repaired.faults(), judged.faults()),
        judged.omitted(),
        judged.exceeded());
  }

  private static <T> List<T> both(List<T> first, List<T> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first.isEmpty() ? second : first;
    }
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
