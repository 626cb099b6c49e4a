package dev.haetae.policytest.kyverno;

import dev.haetae.policy.admission.AdmissionPolicyReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.List;

/**
 * Kubernetes' admission policies and bindings as Kyverno's command line takes them: without fields
 * that the API server asks for. Each is given what it lacks.
 */
public final class AdmissionObjects {
  private static final String VALIDATING_BINDING = "ValidatingAdmissionPolicyBinding";
  private static final String RULES = "resourceRules";

  private AdmissionObjects() {}

  /** Returns whether an object is of one of the four kinds. */
  public static boolean isOne(Resource object) {
    return AdmissionPolicyReader.reads(object);
  }

  /**
   * The object as the API server would take it.
   *
   * @param notes gets what was filled in
   */
  public static Resource completed(Resource object, List<String> notes) {
    if (!(object.tree().get("spec") instanceof ObjectValue spec)) {
      return object;
    }
    ObjectValue completed = spec;
    for (String match : List.of("matchConstraints", "matchResources")) {
      if (spec.get(match) instanceof ObjectValue resources
          && resources.get(RULES) instanceof ArrayValue rules) {
        completed =
            completed.with(match, resources.with(RULES, withOperations(rules, object, notes)));
      }
    }
    if (object.kind().equals(VALIDATING_BINDING) && !spec.has("validationActions")) {
      notes.add(object.describe() + " has no validationActions, and is read as if to Deny");
      completed = completed.with("validationActions", ArrayValue.ofTexts(List.of("Deny")));
    }
    if (spec.get("paramRef") instanceof ObjectValue reference
        && !reference.has("parameterNotFoundAction")) {
      notes.add(object.describe() + " has no parameterNotFoundAction, and is read as if to Deny");
      completed =
          completed.with(
              "paramRef", reference.with("parameterNotFoundAction", new StringValue("Deny")));
    }
    return object.withTree(object.tree().with("spec", completed));
  }

  private static ArrayValue withOperations(ArrayValue rules, Resource object, List<String> notes) {
    ArrayValue completed = rules;
    for (int i = 0; i < rules.size(); i++) {
      Value rule = rules.get(i);
      if (rule instanceof ObjectValue written && !written.has("operations")) {
        notes.add(object.describe() + " has a rule without operations, and is read as if for all");
        completed = completed.with(i, written.with("operations", ArrayValue.ofTexts(List.of("*"))));
      }
    }
    return completed;
  }
}
