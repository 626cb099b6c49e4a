package dev.haetae.admission;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.PolicyTable;
import dev.haetae.policy.FailurePolicy;
import dev.haetae.policy.MatchConstraints;
import dev.haetae.policy.Policy;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * A rule for tests: what the object says in {@code spec} is what is found in it.
 *
 * <p>{@code spec.bad} lists violations, {@code spec.unknown} what cannot be decided, {@code
 * spec.note} is a note, {@code spec.fault} a fault of the rule, {@code spec.steps} what judging it
 * spends; {@code spec.color} is added where it is missing.
 */
public record FieldForbidden() implements Rule {
  private static final Reason BAD = new Reason("FieldForbidden", "a field that may not be");
  private static final Reason COLOR = new Reason("ColorMissing", "a color that is not there");

  /** An evaluator with one policy that does this with what it finds. */
  public static Evaluator evaluator(Action... actions) {
    return new Evaluator(
        PolicyTable.of(List.of(policy("field-forbidden", actions)), Carriers.SHIPPED),
        InstantSource.fixed(Instant.EPOCH));
  }

  static Policy policy(String name, Action... actions) {
    return new Policy(
        name,
        info("field-forbidden"),
        new FieldForbidden(),
        Set.of(actions),
        true,
        FailurePolicy.FAIL,
        MatchConstraints.EVERYTHING);
  }

  private static RuleInfo info(String id) {
    return RuleInfo.denies(id, "A field is forbidden.", Subjects.EVERYTHING, List.of(BAD, COLOR))
        .repairing()
        .at(EnforcementPoint.CHECK, EnforcementPoint.VALIDATE, EnforcementPoint.MUTATE);
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    ObjectView spec = subject.view().object("spec");
    if (spec.flag("fault", false)) {
      throw new IllegalStateException("secret of the machinery");
    }
    context.budget().spend(spec.integer("steps", 0));
    List<String> bad = spec.texts("bad");
    for (int i = 0; i < bad.size(); i++) {
      findings.violation(
          BAD, spec.path("bad").child(i), Sentence.of("holds %s", bad.get(i)).instead("remove it"));
    }
    for (String what : spec.texts("unknown")) {
      findings.undecided(BAD, spec.path("unknown"), Sentence.of("cannot tell %s", what));
    }
    if (spec.has("note")) {
      findings.note(Sentence.said(spec.text("note")));
    }
    if (context.point() == EnforcementPoint.MUTATE && !spec.has("color")) {
      Path path = spec.path("color");
      findings.violation(
          COLOR,
          path,
          Sentence.of("is missing").instead("add it"),
          List.of(
              PatchOperation.addDeep(
                  subject.tree(), path, new StringValue("gr\u00fcn" + spec.text("shade")))));
    }
  }
}
