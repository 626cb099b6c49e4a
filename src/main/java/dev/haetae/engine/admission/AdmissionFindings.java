package dev.haetae.engine.admission;

import dev.haetae.cel.CostBudget;
import dev.haetae.cel.Explanation;
import dev.haetae.cel.KubernetesVariables;
import dev.haetae.cel.policy.Decision;
import dev.haetae.engine.Finding;
import dev.haetae.engine.InTreePolicies.Sink;
import dev.haetae.policy.FailurePolicy;
import dev.haetae.policy.admission.PolicyBinding;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.rule.Action;
import dev.haetae.rule.Grounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The findings that the violations of a decision are. */
final class AdmissionFindings {
  private AdmissionFindings() {}

  /**
   * Tells of a decision about an object.
   *
   * @param object as it was judged
   */
  static void tell(AdmissionDecision decision, Resource object, Sink sink) {
    for (Violation violation : decision.violations()) {
      Finding finding = finding(violation, object);
      if (violation.isOpen()) {
        sink.undecided(finding, openAction(violation));
      } else {
        sink.found(finding);
      }
    }
    decision.notes().forEach(sink::note);
  }

  // What cannot be decided is denied where the policy says so of what fails.
  private static Action openAction(Violation violation) {
    Action action = action(violation.actions());
    return action == Action.DENY && violation.policy().failurePolicy() == FailurePolicy.IGNORE
        ? Action.WARN
        : action;
  }

  private static Action action(Set<Action> actions) {
    if (actions.contains(Action.DENY)) {
      return Action.DENY;
    }
    return actions.contains(Action.WARN) ? Action.WARN : Action.AUDIT;
  }

  private static Finding finding(Violation violation, Resource object) {
    Decision decision = violation.decision();
    Explanation explanation =
        decision == null ? null : decision.explain(new CostBudget(CostBudget.OF_POLICY));
    String policy = violation.policy().name();
    Finding finding =
        new Finding(
            policy,
            policy,
            violation.reason(),
            action(violation.actions()),
            violation.actions().contains(Action.AUDIT),
            object,
            path(explanation),
            violation.isOpen() ? open(violation) : violation.message(),
            violation.isOpen() ? Missing.advice(violation.unknown()) : "",
            List.of(),
            "");
    return finding.withGrounds(grounds(violation, decision, explanation));
  }

  // Nothing has failed as yet.
  private static String open(Violation violation) {
    Decision decision = violation.decision();
    return "not decided, for want of "
        + String.join(", ", violation.unknown())
        + ": "
        + (decision == null ? violation.message() : decision.asked());
  }

  // A field of the old object is the same field of the new one; what is deleted is the old one.
  private static Path path(@Nullable Explanation explanation) {
    Explanation.Field deciding = explanation == null ? null : explanation.deciding();
    return deciding != null
            && (deciding.variable().equals(KubernetesVariables.OBJECT)
                || deciding.variable().equals(KubernetesVariables.OLD_OBJECT))
        ? deciding.path()
        : Path.ROOT;
  }

  private static Grounds grounds(
      Violation violation, @Nullable Decision decision, @Nullable Explanation explanation) {
    Resource source = violation.policy().source();
    PolicyBinding binding = violation.binding();
    Resource params = violation.params();
    Path path = decision == null ? Path.of("metadata") : decision.expression().path();
    List<Grounds.Step> steps = new ArrayList<>();
    if (explanation != null) {
      for (Explanation.Step step : explanation.steps()) {
        steps.add(new Grounds.Step(step.expression(), step.value()));
      }
    }
    return new Grounds(
        source.place(path),
        path,
        decision == null ? "" : decision.expression().expression().text(),
        steps,
        violation.unknown(),
        binding == null || binding.source() == null ? "" : binding.name(),
        params == null ? "" : named(params));
  }

  private static String named(Resource params) {
    return params.namespace().isEmpty() ? params.name() : params.namespace() + '/' + params.name();
  }
}
