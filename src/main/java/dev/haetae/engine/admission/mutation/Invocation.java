package dev.haetae.engine.admission.mutation;

import dev.haetae.cel.Bindings;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.resource.tree.ObjectValue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An invocation of a policy that matches a request: with one binding and one object of parameters.
 *
 * @param policy a MutatingAdmissionPolicy
 * @param binding the name of the binding; empty for the policy as a whole
 * @param param what tells its object of parameters from others of the binding; empty for none
 * @param bindings the values of variables for the object as it is by then
 * @param fault why it cannot be invoked, in the API server's words; null when it can
 */
public record Invocation(
    AdmissionPolicy policy,
    String binding,
    String param,
    Function<ObjectValue, Bindings> bindings,
    @Nullable String fault) {
  /** What tells it from any other. */
  String key() {
    return policy.name() + '\n' + binding + '\n' + param;
  }
}
