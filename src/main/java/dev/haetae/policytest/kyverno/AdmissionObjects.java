package dev.haetae.policytest.kyverno;

import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import java.util.List;
import java.util.Set;

/**
 * Kubernetes' admission policies and bindings as Kyverno's command line takes them: of any version,
 * and without fields that the API server asks for. Each is given what it lacks.
 */
public final class AdmissionObjects {
  private static final String GROUP = "admissionregistration.k8s.io";
  private static final String VALIDATING_BINDING = "ValidatingAdmissionPolicyBinding";
  private static final Set<String> KINDS =
      Set.of(
          "ValidatingAdmissionPolicy",
          VALIDATING_BINDING,
          "MutatingAdmissionPolicy",
          "MutatingAdmissionPolicyBinding");

  private AdmissionObjects() {}

  /** Returns whether an object is of one of the four kinds. */
  public static boolean isOne(Resource object) {
    return object.groupKind().group().equals(GROUP) && KINDS.contains(object.kind());
  }

  /**
   * The object as the API server would take it.
   *
   * @param notes gets what was filled in
   */
  public static Resource completed(Resource object, List<String> notes) {
    ObjectValue tree = object.tree();
    if (tree.get("spec") instanceof ObjectValue spec && object.kind().endsWith("Binding")) {
      ObjectValue completed = spec;
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
      tree = tree.with("spec", completed);
    }
    return object.withTree(tree);
  }
}
