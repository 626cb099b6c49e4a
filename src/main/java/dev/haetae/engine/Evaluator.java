package dev.haetae.engine;

import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.MeteredInventory;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.policy.MatchConstraints;
import dev.haetae.policy.Policy;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Operation;
import dev.haetae.rule.RuleContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * Judges objects by the policies of a table: first repairs, where the enforcement point makes any,
 * then the verdict on what is left; at every enforcement point the same.
 *
 * <p>Safe for any number of threads.
 */
public final class Evaluator {
  /** The label of a namespace whose objects are not reviewed; for operators alone to set. */
  public static final String EXEMPT = "haetae.dev/exempt";

  private static final Set<String> IGNORED_SUBRESOURCES =
      Set.of(
          "eviction",
          "exec",
          "attach",
          "portforward",
          "proxy",
          "log",
          "token",
          "approval",
          "finalize");

  private final PolicyTable table;
  private final Exceptions exceptions;
  private final InstantSource clock;

  /**
   * An evaluator.
   *
   * @param clock tells when a waiver has expired
   */
  public Evaluator(PolicyTable table, InstantSource clock) {
    this(table, Exceptions.of(List.of(), clock), clock);
  }

  /**
   * An evaluator that honours exceptions.
   *
   * @param clock tells when a waiver has expired
   */
  public Evaluator(PolicyTable table, Exceptions exceptions, InstantSource clock) {
    this.table = table;
    this.exceptions = exceptions;
    this.clock = clock;
  }

  /** The same policies and exceptions, for other kinds that carry pod specs. */
  public Evaluator with(Carriers carriers) {
    return new Evaluator(PolicyTable.of(table.policies(), carriers), exceptions, clock);
  }

  /** The policies it judges by. */
  public PolicyTable table() {
    return table;
  }

  /** The exceptions it honours. */
  public Exceptions exceptions() {
    return exceptions;
  }

  /** Judges one object in a world by all policies, with the budget of a review. */
  public Verdict evaluate(Review review, Inventory inventory) {
    return evaluate(review, inventory, PolicyTable.Part.ALL, Budget.ofReview());
  }

  /**
   * Judges one object in a world by some of the policies. Those for which the budget does not
   * suffice have decided nothing.
   *
   * @param budget what the review may cost
   * @throws BudgetExceededException when the budget ends for a reason that leaves nothing to answer
   */
  public Verdict evaluate(
      Review review, Inventory inventory, PolicyTable.Part part, Budget budget) {
    PolicyTable.OfKind policies = table.part(part).of(review.object().groupKind());
    if (policies.isEmpty()) {
      return Verdict.allowed(review.object());
    }
    try {
      return isIgnored(review)
          ? Verdict.allowed(review.object())
          : evaluate(policies, review, inventory, budget);
    } catch (MalformedResourceException e) {
      // Not within a rule: what the engine itself reads, labels, annotations, owners.
      return Verdict.malformed(review.object(), e);
    }
  }

  private Verdict evaluate(
      PolicyTable.OfKind policies, Review review, Inventory inventory, Budget budget) {
    Collector collector =
        new Collector(review, exceptions, clock, budget, Controllers.make(review, inventory));
    RuleContext context =
        new RuleContext(
            new MeteredInventory(inventory, budget),
            review.point(),
            review.operation(),
            false,
            review::old,
            budget);
    Resource subject = review.object();
    if (repairsAt(review)) {
      subject =
          repair(policies.repairing(), review, inventory, context.withRepairing(true), collector);
    }
    if (review.point() != EnforcementPoint.MUTATE) {
      Policy[] judging = policies.at(review.point());
      check(judging, review, subject, inventory, context, collector);
      if (review.operation() == Operation.UPDATE && collector.hasDenials()) {
        forgive(judging, review, inventory, context, collector);
      }
    }
    return collector.verdict(subject);
  }

  private static boolean isIgnored(Review review) {
    String subresource = review.subresource();
    return (!subresource.isEmpty() && IGNORED_SUBRESOURCES.contains(subresource))
        || ((subresource.equals("status") || review.object().isTerminating())
            && changesNothingJudged(review));
  }

  // A finalizer must be removable whatever the rules say; skipping every terminating object,
  // changed or not, was CVE-2023-34091. The API server lets a status bring annotations and labels
  // with it, and a terminating object too.
  private static boolean changesNothingJudged(Review review) {
    if (review.operation() != Operation.UPDATE) {
      return false;
    }
    Resource old = review.old();
    return old != null
        && body(review.object()).equals(body(old))
        && addsNothing("labels", review.object(), old)
        && addsNothing("annotations", review.object(), old);
  }

  private static boolean addsNothing(String field, Resource object, Resource old) {
    ObjectValue after = object.metadata().object(field).value();
    ObjectValue before = old.metadata().object(field).value();
    for (int i = 0; i < after.size(); i++) {
      if (!after.value(i).equals(before.get(after.key(i)))) {
        return false;
      }
    }
    return true;
  }

  private static ObjectValue body(Resource resource) {
    return resource.tree().without("metadata").without("status");
  }

  private static boolean repairsAt(Review review) {
    return (review.point() == EnforcementPoint.MUTATE || review.point() == EnforcementPoint.CHECK)
        && review.operation() == Operation.CREATE
        && review.subresource().isEmpty();
  }

  private static Resource repair(
      Policy[] policies, Review review, Inventory world, RuleContext context, Collector collector) {
    Resource subject = review.object();
    for (Policy policy : policies) {
      if (matches(policy, review, subject, world) == MatchConstraints.Result.YES) {
        collector.beginRepair(policy, subject);
        if (!run(policy, subject, context, collector)) {
          break;
        }
        subject = collector.repaired(subject);
      }
    }
    return collector.marked(subject);
  }

  private static void check(
      Policy[] policies,
      Review review,
      Resource subject,
      Inventory world,
      RuleContext context,
      Collector collector) {
    RuleContext repairing = context.withRepairing(true);
    for (Policy policy : policies) {
      MatchConstraints.Result match = matches(policy, review, subject, world);
      if (match != MatchConstraints.Result.NO) {
        collector.begin(policy, subject, match == MatchConstraints.Result.UNKNOWN);
        run(policy, subject, policy.mutate() ? repairing : context, collector);
      }
    }
  }

  private void forgive(
      Policy[] policies, Review review, Inventory world, RuleContext context, Collector collector) {
    if (ClaimBinding.is(review)) {
      collector.forgiveAll();
      return;
    }
    // Only now is the old object worth judging: most updates have nothing to forgive.
    Resource old = review.old();
    if (old == null) {
      return;
    }
    Review before = new Review(old, null, Operation.UPDATE, review.point(), review.subresource());
    // Of its own, so that an object that could be judged before the update forgives all it can.
    Budget budget = context.budget().anew();
    Collector earlier = new Collector(before, exceptions, clock, budget, false);
    RuleContext then =
        new RuleContext(
            new MeteredInventory(world, budget),
            review.point(),
            Operation.UPDATE,
            false,
            before::old,
            budget);
    check(policies, before, old, world, then, earlier);
    try {
      collector.forgive(earlier, budget);
    } catch (BudgetExceededException e) {
      // What could not be compared is not forgiven.
      if (!e.why().isUndecided()) {
        throw e;
      }
    }
  }

  // What a policy is for costs next to nothing, and must be known also when the budget is spent.
  private static MatchConstraints.Result matches(
      Policy policy, Review review, Resource subject, Inventory world) {
    return policy.match().matches(subject, review.operation(), review.subresource(), world);
  }

  // Whether the rule came to its end. One that fails has decided nothing: the failure policy
  // answers for it, and the fault is told.
  private static boolean run(
      Policy policy, Resource subject, RuleContext context, Collector collector) {
    try {
      policy.rule().check(subject, context, collector);
    } catch (MalformedResourceException e) {
      collector.malformed(e);
    } catch (BudgetExceededException e) {
      if (!e.why().isUndecided()) {
        throw e;
      }
      collector.exceeded(e.why());
      return false;
    } catch (UnreadableObjectException e) {
      collector.unreadable(e);
    } catch (RuntimeException e) {
      collector.fault(e);
    }
    return true;
  }
}
