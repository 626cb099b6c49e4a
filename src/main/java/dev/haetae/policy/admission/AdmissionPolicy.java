package dev.haetae.policy.admission;

import dev.haetae.cel.policy.PolicyProgram;
import dev.haetae.policy.FailurePolicy;
import dev.haetae.resource.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A ValidatingAdmissionPolicy or a MutatingAdmissionPolicy.
 *
 * @param type which of the two
 * @param name its name
 * @param source the object as it was read
 * @param match the requests that it is for
 * @param paramKind the kind of its parameters; null when it has none
 * @param program its expressions
 * @param failurePolicy what an expression that fails means
 * @param reinvoked whether a MutatingAdmissionPolicy is asked again when others have changed the
 *     object after it
 */
public record AdmissionPolicy(
    Type type,
    String name,
    Resource source,
    MatchResources match,
    @Nullable ParamKind paramKind,
    PolicyProgram program,
    FailurePolicy failurePolicy,
    boolean reinvoked) {
  /** A kind of policy. */
  public enum Type {
    /** It says no, warns, or writes to the audit log. */
    VALIDATING("ValidatingAdmissionPolicy"),
    /** It changes objects. */
    MUTATING("MutatingAdmissionPolicy");

    private final String kind;

    Type(String kind) {
      this.kind = kind;
    }

    /** The kind of its objects. */
    public String kind() {
      return kind;
    }

    /** The kind of their bindings. */
    public String bindingKind() {
      return kind + "Binding";
    }
  }
}
