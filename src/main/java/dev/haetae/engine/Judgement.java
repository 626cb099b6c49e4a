package dev.haetae.engine;

import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException;
import dev.haetae.inventory.BudgetExceededException.Cause;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.policy.FailurePolicy;
import dev.haetae.policy.MatchConstraints.Result;
import dev.haetae.policy.Policy;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Action;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Grounds;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of one object by policies: it runs the rule of one after the other, and is the sink
 * that the rules report to.
 */
final class Judgement implements Findings {
  private final Policy[] policies;
  private final Review review;
  private final Resource subject;
  private final Inventory world;
  private final RuleContext context;
  private final VerdictBuilder verdict;

  // The policy whose rule runs: which one, and whether it may be for other objects only. One sink
  // does for all, since a review in which nothing is found should leave little behind.
  private int current;
  private boolean matchUnknown;

  /**
   * A judgement that is to run.
   *
   * @param subject the object of the review, repaired
   * @param world which spends nothing: what a policy is for must be known also when the budget is
   *     spent
   */
  Judgement(
      Policy[] policies,
      Review review,
      Resource subject,
      Inventory world,
      RuleContext context,
      VerdictBuilder verdict) {
    this.policies = policies;
    this.review = review;
    this.subject = subject;
    this.world = world;
    this.context = context;
    this.verdict = verdict;
  }

  /** Judges the object and adds what is found to the verdict. */
  void run() {
    RuleContext repairing = context.withRepairing(true);
    for (current = 0; current < policies.length; current++) {
      Policy policy = policies[current];
      Result match =
          policy.match().matches(subject, review.operation(), review.subresource(), world);
      if (match != Result.NO) {
        matchUnknown = match == Result.UNKNOWN;
        run(policy, policy.mutate() ? repairing : context);
      }
    }
  }

  // A rule that does not come to its end has decided nothing: the failure policy answers for it.
  private void run(Policy policy, RuleContext seen) {
    try {
      policy.rule().check(subject, seen, this);
    } catch (MalformedResourceException e) {
      verdict.malformed(e);
    } catch (BudgetExceededException e) {
      if (!e.why().isUndecided()) {
        throw e;
      }
      verdict.exceeded(e.why());
      addUndecided(UnjudgedReasons.EXCEEDED, Path.ROOT, sentence(e.why()), "", false, null);
    } catch (UnreadableObjectException e) {
      addUndecided(UnjudgedReasons.UNREADABLE, Path.ROOT, e.sentence(), e.remedy(), false, null);
    } catch (RuntimeException e) {
      verdict.failed(e);
      addUndecided(
          UnjudgedReasons.FAULT,
          Path.ROOT,
          "the rule failed on this object, which is our fault",
          "please report it",
          false,
          null);
    }
  }

  /** Says for users that a budget has ended. */
  static String sentence(Cause why) {
    return why == Cause.DEADLINE
        ? "the object could not be judged in the time that a review has"
        : "judging the object takes more work than a review may cost";
  }

  @Override
  public void violation(Reason reason, Path path, Sentence sentence, List<PatchOperation> fix) {
    add(reason, path, sentence, fix, policies[current].action(), null);
  }

  @Override
  public void violation(Reason reason, Path path, Sentence sentence, Grounds grounds) {
    add(reason, path, sentence, List.of(), policies[current].action(), grounds);
  }

  @Override
  public void advice(Reason reason, Path path, Sentence sentence) {
    add(reason, path, sentence, List.of(), weaker(policies[current].action()), null);
  }

  private void add(
      Reason reason,
      Path path,
      Sentence sentence,
      List<PatchOperation> fix,
      Action action,
      @Nullable Grounds grounds) {
    context.budget().spend(Budget.FINDING);
    Policy policy = policies[current];
    String message = sentence.message();
    if (matchUnknown) {
      message +=
          "; whether the policy applies to namespace "
              + subject.namespace()
              + " is not known: its labels are not";
    }
    Finding finding =
        Finding.of(policy, subject, reason, action, path, message, sentence.remedy(), fix);
    finding = grounds == null ? finding : finding.withGrounds(grounds);
    if (matchUnknown) {
      verdict.undecided(
          finding, policy.failurePolicy() == FailurePolicy.FAIL ? action : weaker(action));
    } else {
      verdict.found(finding);
    }
  }

  @Override
  public void undecided(Reason reason, Path path, Sentence sentence) {
    context.budget().spend(Budget.FINDING);
    addUndecided(reason, path, sentence.message(), sentence.remedy(), false, null);
  }

  @Override
  public void undecided(Reason reason, Path path, Sentence sentence, Grounds grounds) {
    context.budget().spend(Budget.FINDING);
    addUndecided(reason, path, sentence.message(), sentence.remedy(), false, grounds);
  }

  @Override
  public void undecidedAdvice(Reason reason, Path path, Sentence sentence) {
    context.budget().spend(Budget.FINDING);
    addUndecided(reason, path, sentence.message(), sentence.remedy(), true, null);
  }

  private void addUndecided(
      Reason reason,
      Path path,
      String message,
      String remedy,
      boolean advisory,
      @Nullable Grounds grounds) {
    Policy policy = policies[current];
    Finding finding =
        Finding.of(policy, subject, reason, Action.DENY, path, message, remedy, List.of());
    verdict.undecided(
        grounds == null ? finding : finding.withGrounds(grounds),
        policy.failurePolicy() == FailurePolicy.FAIL && !advisory
            ? policy.action()
            : weaker(policy.action()));
  }

  @Override
  public void annotate(String key, String value) {
    verdict.annotate(policies[current].name() + '.' + key, value);
  }

  @Override
  public void note(Sentence sentence) {
    verdict.note(sentence.message());
  }

  private static Action weaker(Action action) {
    return action == Action.DENY ? Action.WARN : action;
  }
}
