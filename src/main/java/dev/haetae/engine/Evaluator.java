package dev.haetae.engine;

import dev.haetae.inventory.Inventory;
import dev.haetae.policy.MatchConstraints;
import dev.haetae.policy.Policy;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectValue;
import dev.haetae.resource.Resource;
import dev.haetae.rule.Door;
import dev.haetae.rule.Operation;
import dev.haetae.rule.RuleContext;
import java.time.InstantSource;
import java.util.Set;

/**
 * Judges objects by the policies of a table: first repairs, where the door makes any, then the
 * verdict on what is left; at every door the same.
 *
 * <p>Safe for any number of threads.
 */
public final class Evaluator {
  private static final Set<String> IGNORED_SUBRESOURCES =
      Set.of(
          "status",
          "binding",
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
    this(table, Exceptions.NONE, clock);
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

  /** The policies it judges by. */
  public PolicyTable table() {
    return table;
  }

  /** The exceptions it honours. */
  public Exceptions exceptions() {
    return exceptions;
  }

  /** Judges one object in a world by all policies. */
  public Verdict evaluate(Review review, Inventory inventory) {
    return evaluate(review, inventory, PolicyTable.Part.ALL);
  }

  /** Judges one object in a world by some of the policies. */
  public Verdict evaluate(Review review, Inventory inventory, PolicyTable.Part part) {
    PolicyTable.OfKind policies = table.part(part).of(review.object().groupKind());
    if (policies.isEmpty() || isIgnored(review)) {
      return Verdict.allowed(review.object());
    }
    try {
      return evaluate(policies, review, inventory);
    } catch (MalformedResourceException e) {
      // Not within a rule: what the engine itself reads, labels, annotations, owners.
      return Verdict.malformed(review.object(), e);
    }
  }

  private Verdict evaluate(PolicyTable.OfKind policies, Review review, Inventory inventory) {
    Collector collector = new Collector(review, exceptions, clock);
    RuleContext context =
        new RuleContext(inventory, review.door(), review.operation(), false, review::old);
    Resource subject = review.object();
    if (repairsAt(review)) {
      subject = repair(policies.repairing(), review, context.withRepairing(true), collector);
    }
    if (review.door() != Door.MUTATE) {
      check(policies.at(review.door()), review, subject, context, collector);
    }
    return collector.verdict(subject);
  }

  private static boolean isIgnored(Review review) {
    String subresource = review.subresource();
    return (!subresource.isEmpty() && IGNORED_SUBRESOURCES.contains(subresource))
        || isOnlyBeingDeleted(review);
  }

  // A finalizer must be removable whatever the rules say; skipping every terminating object,
  // changed
  // or not, was CVE-2023-34091.
  private static boolean isOnlyBeingDeleted(Review review) {
    if (review.operation() != Operation.UPDATE || !review.object().isTerminating()) {
      return false;
    }
    Resource old = review.old();
    return old != null && body(review.object()).equals(body(old));
  }

  private static ObjectValue body(Resource resource) {
    return resource.tree().without("metadata").without("status");
  }

  private static boolean repairsAt(Review review) {
    return (review.door() == Door.MUTATE || review.door() == Door.CHECK)
        && review.operation() == Operation.CREATE
        && review.subresource().isEmpty();
  }

  private static Resource repair(
      Policy[] policies, Review review, RuleContext context, Collector collector) {
    Resource subject = review.object();
    for (Policy policy : policies) {
      if (matches(policy, review, subject, context) == MatchConstraints.Result.YES) {
        collector.beginRepair(policy, subject);
        run(policy, subject, context, collector);
        subject = collector.repaired(subject);
      }
    }
    return collector.marked(subject);
  }

  private void check(
      Policy[] policies,
      Review review,
      Resource subject,
      RuleContext context,
      Collector collector) {
    RuleContext repairing = context.withRepairing(true);
    for (Policy policy : policies) {
      MatchConstraints.Result match = matches(policy, review, subject, context);
      if (match != MatchConstraints.Result.NO) {
        collector.begin(policy, subject, match == MatchConstraints.Result.UNKNOWN);
        run(policy, subject, policy.mutate() ? repairing : context, collector);
      }
    }
    if (review.operation() == Operation.UPDATE && collector.hasDenials()) {
      if (ClaimBinding.is(review)) {
        collector.forgiveAll();
      } else {
        ratchet(policies, review, context, collector);
      }
    }
  }

  // Only now is the old object worth judging: most updates have nothing to forgive.
  private void ratchet(Policy[] policies, Review review, RuleContext context, Collector collector) {
    Resource old = review.old();
    if (old == null) {
      return;
    }
    Review before = new Review(old, null, Operation.UPDATE, review.door(), review.subresource());
    Collector earlier = new Collector(before, exceptions, clock);
    RuleContext then =
        new RuleContext(context.inventory(), review.door(), Operation.UPDATE, false, before::old);
    check(policies, before, old, then, earlier);
    collector.forgive(earlier, old);
  }

  private static MatchConstraints.Result matches(
      Policy policy, Review review, Resource subject, RuleContext context) {
    return policy
        .match()
        .matches(subject, review.operation(), review.subresource(), context.inventory());
  }

  // A rule that fails has decided nothing: the failure policy answers for it, and the fault is
  // told.
  private static void run(
      Policy policy, Resource subject, RuleContext context, Collector collector) {
    try {
      policy.rule().check(subject, context, collector);
    } catch (MalformedResourceException e) {
      collector.malformed(e);
    } catch (RuntimeException e) {
      collector.fault(e);
    }
  }
}
