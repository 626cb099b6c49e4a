package dev.haetae.rule.cel;

import dev.haetae.cel.Outcome;
import dev.haetae.cel.patch.MutationException;
import dev.haetae.cel.patch.Patcher;
import dev.haetae.cel.policy.ConditionsOutcome;
import dev.haetae.cel.policy.Decision;
import dev.haetae.cel.policy.Mutation;
import dev.haetae.cel.policy.PolicyRun;
import dev.haetae.cel.policy.RunObserver;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.TreeDiff;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.simulator.apply.CustomKinds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mutations of one policy, made to one object one after the other; one that fails is left out,
 * and told of.
 */
record OwnMutations(CelWords words, RunObserver observer, RuleContext context, Findings findings) {
  /** The reason of what is changed. */
  static final Reason MUTATED =
      new Reason("Mutated", "A mutation of the policy changes the object.");

  // What a CustomResourceDefinition says of a kind is not looked up.
  private static final Patcher PATCHER = new Patcher(CustomKinds.NONE);

  /** Makes them. */
  void make(Resource subject) {
    if (words.program().mutations().isEmpty() || !isFor(subject)) {
      return;
    }
    Resource now = subject;
    for (Mutation mutation : words.program().mutations()) {
      ObjectValue changed = changed(now, mutation);
      List<PatchOperation> operations =
          changed == null ? List.of() : TreeDiff.between(now.tree(), changed);
      if (changed != null && !operations.isEmpty()) {
        findings.violation(
            MUTATED,
            operations.getFirst().path(),
            Sentence.of("is changed by %s of the policy", mutation.expression().path()),
            operations);
        now = now.withTree(changed);
      }
    }
  }

  private boolean isFor(Resource subject) {
    SubjectBindings bindings = new SubjectBindings(subject, null, context, words);
    ConditionsOutcome matched = run(bindings).match();
    bindings.look().requireBudget();
    if (!matched.hold()) {
      return false;
    }
    Decision failed = matched.failed();
    if (failed != null) {
      leaveOut(failed.message());
      return false;
    }
    if (!matched.unknown().isEmpty()) {
      leaveOut("for want of " + String.join(", ", matched.unknown()));
      return false;
    }
    return true;
  }

  private PolicyRun run(SubjectBindings bindings) {
    return new PolicyRun(words.program(), bindings, new Spending(context.budget(), observer));
  }

  private @Nullable ObjectValue changed(Resource now, Mutation mutation) {
    SubjectBindings bindings = new SubjectBindings(now, null, context, words);
    Outcome outcome = run(bindings).evaluate(mutation);
    bindings.look().requireBudget();
    switch (outcome) {
      case Outcome.Unknown(List<String> names) ->
          leaveOut("for want of " + String.join(", ", names));
      case Outcome.Failure(String message) -> leaveOut(message);
      case Outcome.Value(Object made) -> {
        try {
          ObjectValue changed = PATCHER.applied(now.tree(), made);
          if (changed == null) {
            leaveOut("for want of the schema of " + now.apiVersion() + ' ' + now.kind());
          }
          return changed;
        } catch (MutationException e) {
          leaveOut(e.sentence());
        }
      }
    }
    return null;
  }

  private void leaveOut(String why) {
    findings.unrepaired(
        Sentence.of(
            "policy %s does not change the object: %s",
            Sentence.said(words.policy().name()), Sentence.saidByUser(why)));
  }
}
