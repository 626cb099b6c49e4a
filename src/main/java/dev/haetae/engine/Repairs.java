package dev.haetae.engine;

import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException;
import dev.haetae.inventory.BudgetExceededException.Cause;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.policy.MatchConstraints.Result;
import dev.haetae.policy.Policy;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * The repairs of one object: policies make them one after the other, each on what those before have
 * left, and an annotation names whose they are.
 */
final class Repairs {
  private static final String MUTATED_BY = "haetae.dev/mutated-by";
  // A tenth of what the answer has room for.
  private static final int MOST_OPERATIONS = 1_000;

  private final Review review;
  private final Inventory world;
  private final RuleContext context;
  private final VerdictBuilder verdict;
  private final List<Finding> repairs = new ArrayList<>(0);
  private final List<PatchOperation> patch = new ArrayList<>(0);

  /**
   * The repairs that are to be made to the object of a review.
   *
   * @param world which spends nothing: what a policy is for must be known also when the budget is
   *     spent
   */
  Repairs(Review review, Inventory world, RuleContext context, VerdictBuilder verdict) {
    this.review = review;
    this.world = world;
    this.context = context;
    this.verdict = verdict;
  }

  /** Makes the repairs, tells the verdict of them, and gives the object with all of them. */
  Resource make(Policy[] policies) {
    Resource subject = review.object();
    for (Policy policy : policies) {
      if (policy.match().matches(subject, review.operation(), review.subresource(), world)
          == Result.YES) {
        OfPolicy made = new OfPolicy(policy, subject);
        if (!made.run()) {
          break;
        }
        subject = made.result();
      }
    }
    if (!repairs.isEmpty()) {
      subject = marked(subject);
      verdict.repaired(repairs, patch);
    }
    return subject;
  }

  private Resource marked(Resource object) {
    TreeSet<String> names = new TreeSet<>();
    String before = object.metadata().object("annotations").text(MUTATED_BY);
    if (!before.isEmpty()) {
      Collections.addAll(names, before.split(","));
    }
    for (Finding repair : repairs) {
      names.add(repair.policy());
    }
    Path path = Path.of("metadata", "annotations", MUTATED_BY);
    PatchOperation mark =
        PatchOperation.addDeep(object.tree(), path, new StringValue(String.join(",", names)));
    patch.add(mark);
    return object.withTree(JsonPatch.apply(object.tree(), List.of(mark)));
  }

  /** The repairs of one policy, whose rule reports here: only what it can repair counts. */
  private final class OfPolicy implements Findings {
    private final Policy policy;
    private final Resource subject;
    private final int operationsBefore = patch.size();
    private final int repairsBefore = repairs.size();

    OfPolicy(Policy policy, Resource subject) {
      this.policy = policy;
      this.subject = subject;
    }

    /** Runs the rule; returns whether others may come after it. */
    boolean run() {
      try {
        policy.rule().check(subject, context, this);
      } catch (MalformedResourceException e) {
        verdict.malformed(e);
      } catch (BudgetExceededException e) {
        if (!e.why().isUndecided()) {
          throw e;
        }
        drop();
        verdict.exceeded(e.why());
        verdict.note("not everything was repaired: " + Judgement.sentence(e.why()));
        return false;
      } catch (UnreadableObjectException e) {
        drop();
      } catch (RuntimeException e) {
        verdict.failed(e);
      }
      return true;
    }

    // A repair that has not come to its end is none.
    private void drop() {
      repairs.subList(repairsBefore, repairs.size()).clear();
      patch.subList(operationsBefore, patch.size()).clear();
    }

    /** The subject with the repairs. */
    Resource result() {
      List<PatchOperation> operations = patch.subList(operationsBefore, patch.size());
      return operations.isEmpty()
          ? subject
          : subject.withTree(JsonPatch.apply(subject.tree(), operations));
    }

    @Override
    public boolean isRepairing() {
      return true;
    }

    @Override
    public void violation(Reason reason, Path path, Sentence sentence, List<PatchOperation> fix) {
      context.budget().spend(Budget.FINDING);
      if (fix.isEmpty()) {
        return;
      }
      Finding finding =
          Finding.of(
              policy,
              subject,
              reason,
              policy.action(),
              path,
              sentence.message(),
              sentence.remedy(),
              fix);
      if (verdict.excused(finding) != null) {
        return;
      }
      if (patch.size() + fix.size() > MOST_OPERATIONS) {
        throw BudgetExceededException.of(Cause.STEPS);
      }
      repairs.add(finding);
      patch.addAll(fix);
    }

    @Override
    public void advice(Reason reason, Path path, Sentence sentence) {
      context.budget().spend(Budget.FINDING);
    }

    @Override
    public void undecided(Reason reason, Path path, Sentence sentence) {
      context.budget().spend(Budget.FINDING);
    }

    @Override
    public void undecidedAdvice(Reason reason, Path path, Sentence sentence) {
      context.budget().spend(Budget.FINDING);
    }

    @Override
    public void unrepaired(Sentence sentence) {
      verdict.note(sentence.message());
    }

    @Override
    public void note(Sentence sentence) {}
  }
}
