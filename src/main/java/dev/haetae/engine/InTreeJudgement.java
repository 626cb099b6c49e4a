package dev.haetae.engine;

import dev.haetae.inventory.BudgetExceededException;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.policy.FailurePolicy;
import dev.haetae.policy.Policy;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.Action;
import dev.haetae.rule.Reason;
import java.util.List;

/**
 * The judgement of one object by Kubernetes' own policies. When they fail, what ours have found
 * stays, and theirs are undecided.
 */
final class InTreeJudgement {
  private final InTreePolicies policies;
  private final Review review;
  private final Inventory world;
  private final VerdictBuilder verdict;

  InTreeJudgement(InTreePolicies policies, Review review, Inventory world, VerdictBuilder verdict) {
    this.policies = policies;
    this.review = review;
    this.world = world;
    this.verdict = verdict;
  }

  /** The object as the mutating ones leave it; as it is when they fail. */
  Resource changed(Resource subject) {
    try {
      return policies.changed(review, subject, world, verdict);
    } catch (RuntimeException e) {
      failed(e, policies.mutating(), subject);
      return subject;
    }
  }

  /** Judges an object. */
  void judge(Resource subject) {
    try {
      policies.judge(review, subject, world, verdict);
    } catch (RuntimeException e) {
      failed(e, judging(), subject);
    }
  }

  // Where it cannot be said which are for the object, any of them may be.
  private List<Policy> judging() {
    try {
      return policies.judging(review, world);
    } catch (RuntimeException e) {
      return policies.policies();
    }
  }

  private void failed(RuntimeException failure, List<Policy> undecided, Resource subject) {
    switch (failure) {
      case BudgetExceededException exceeded -> throw exceeded;
      case UnreadableObjectException e ->
          add(undecided, subject, UnjudgedReasons.UNREADABLE, e.sentence(), e.remedy());
      case MalformedResourceException e -> {
        if (isOf(subject, e)) {
          verdict.malformed(e);
        } else {
          add(
              undecided,
              subject,
              UnjudgedReasons.UNREADABLE,
              "another object, which is looked at, cannot be read: its " + e.sentence(),
              "mend that object");
        }
      }
      default -> {
        verdict.failed(failure);
        add(
            undecided,
            subject,
            UnjudgedReasons.FAULT,
            "the policy failed on this object, which is our fault",
            "please report it");
      }
    }
  }

  // The exception names a field and what it holds, but not whose it is.
  private static boolean isOf(Resource subject, MalformedResourceException e) {
    Value found = e.path().in(subject.tree());
    return found instanceof StringValue text
        ? e.problem().contains(Text.quote(text.text()))
        : !found.isNull() && e.problem().contains(", not " + Text.describe(found));
  }

  private void add(
      List<Policy> undecided, Resource subject, Reason reason, String message, String remedy) {
    for (Policy policy : undecided) {
      Action action = policy.action();
      verdict.undecided(
          Finding.of(policy, subject, reason, action, Path.ROOT, message, remedy, List.of()),
          policy.failurePolicy() == FailurePolicy.FAIL || action != Action.DENY
              ? action
              : Action.WARN);
    }
  }
}
