package dev.haetae.policy.admission.advice;

import dev.haetae.cel.ExpressionUses;
import dev.haetae.cel.KubernetesVariables;
import dev.haetae.cel.policy.AuditAnnotation;
import dev.haetae.cel.policy.MatchCondition;
import dev.haetae.cel.policy.Mutation;
import dev.haetae.cel.policy.PlacedExpression;
import dev.haetae.cel.policy.PolicyVariable;
import dev.haetae.cel.policy.Validation;
import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policy.admission.ExpressionPlaces;
import dev.haetae.policy.admission.PolicyBinding;
import dev.haetae.policy.admission.types.TypeChecker;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Advice on policies that were read without a problem: what the API server writes into their status
 * about types, and what is certain not to work though nothing there says so. Used by one thread.
 */
public final class PolicyAdvice {
  private final TypeChecker types;
  private final NeverMatching rules = new NeverMatching();
  private final ExpressionPlaces places;
  private final List<Problem> advice = new ArrayList<>();

  private PolicyAdvice(List<Resource> definitions, ExpressionPlaces places) {
    this.types = new TypeChecker(definitions);
    this.places = places;
  }

  /**
   * The advice on these policies and their bindings, with places.
   *
   * @param definitions the CustomResourceDefinitions that are known
   * @param places those of the reader that has read them
   */
  public static List<Problem> on(
      AdmissionPolicies policies, List<Resource> definitions, ExpressionPlaces places) {
    PolicyAdvice all = new PolicyAdvice(definitions, places);
    for (AdmissionPolicy policy : policies.policies()) {
      all.advice.addAll(all.types.problems(policy, all.places));
      all.advice.addAll(all.rules.problems(policy));
      all.expressions(policy);
    }
    for (PolicyBinding binding : policies.bindings()) {
      for (AdmissionPolicy policy : policies.policies()) {
        if (policy.type() == binding.type() && policy.name().equals(binding.policy())) {
          all.params(policy, binding);
        }
      }
    }
    return List.copyOf(all.advice);
  }

  private void params(AdmissionPolicy policy, PolicyBinding binding) {
    Resource source = binding.source();
    if (source == null) {
      return;
    }
    if (policy.paramKind() == null && binding.paramRef() != null) {
      advice.add(
          Problem.at(
              source,
              Path.of("spec", "paramRef"),
              "spec.paramRef is not looked at: "
                  + policy.type().kind()
                  + ' '
                  + Text.quote(policy.name())
                  + " has no spec.paramKind"));
    } else if (policy.paramKind() != null && binding.paramRef() == null) {
      advice.add(
          Problem.at(
              source,
              Path.of("spec"),
              "spec.paramRef is missing: params is null for "
                  + policy.type().kind()
                  + ' '
                  + Text.quote(policy.name())
                  + ", which has a spec.paramKind"));
    }
  }

  private void expressions(AdmissionPolicy policy) {
    for (MatchCondition condition : policy.program().conditions()) {
      PlacedExpression expression = condition.expression();
      for (ExpressionUses.Use use :
          ExpressionUses.of(expression.expression()).variable(KubernetesVariables.NAMESPACE)) {
        add(
            policy,
            expression,
            use,
            "namespaceObject is null in every match condition: use a namespaceSelector, or ask in"
                + " a validation");
      }
    }
    for (Mutation mutation : policy.program().mutations()) {
      PlacedExpression expression = mutation.expression();
      for (ExpressionUses.Use use :
          ExpressionUses.of(expression.expression()).patchesOfManyObjects()) {
        add(
            policy,
            expression,
            use,
            "the value of this patch holds Object{} within a list or a map: an API server of 1.36"
                + " fails on it and never answers the request; write maps in place of Object{}");
      }
    }
    for (PlacedExpression expression : all(policy)) {
      for (ExpressionUses.Use use : ExpressionUses.of(expression.expression()).escapedFields()) {
        add(
            policy,
            expression,
            use,
            "no object has a field "
                + Text.quote(use.name())
                + ": names are escaped in the schemas of custom resources only; write [\""
                + Text.shorten(unescaped(use.name()))
                + "\"]");
      }
    }
  }

  private void add(
      AdmissionPolicy policy, PlacedExpression expression, ExpressionUses.Use use, String message) {
    advice.add(
        places.problem(
            policy.source(),
            expression.path(),
            use.line(),
            use.column(),
            expression.path() + ": " + message));
  }

  private static String unescaped(String name) {
    String plain =
        name.replace("__dash__", "-")
            .replace("__dot__", ".")
            .replace("__slash__", "/")
            .replace("__underscores__", "__");
    return plain.equals(name) ? name.substring(2, name.length() - 2) : plain;
  }

  private static List<PlacedExpression> all(AdmissionPolicy policy) {
    List<PlacedExpression> all = new ArrayList<>();
    for (MatchCondition condition : policy.program().conditions()) {
      all.add(condition.expression());
    }
    for (PolicyVariable variable : policy.program().variables()) {
      all.add(variable.expression());
    }
    for (Validation validation : policy.program().validations()) {
      all.add(validation.expression());
      @Nullable PlacedExpression message = validation.messageExpression();
      if (message != null) {
        all.add(message);
      }
    }
    for (AuditAnnotation annotation : policy.program().auditAnnotations()) {
      all.add(annotation.value());
    }
    for (Mutation mutation : policy.program().mutations()) {
      all.add(mutation.expression());
    }
    return all;
  }
}
