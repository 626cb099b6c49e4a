package dev.haetae.engine.admission.mutation;

import dev.haetae.cel.Bindings;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.resource.tree.ObjectValue;
import java.util.List;
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
 * @param open what would have to be known to say whether it is invoked at all; empty when it is
 */
public record Invocation(
    AdmissionPolicy policy,
    String binding,
    String param,
    Function<ObjectValue, Bindings> bindings,
    @Nullable String fault,
    List<String> open) {
  /** An invocation that keeps its own copy. */
  public Invocation {
    open = List.copyOf(open);
  }

  /** What tells it from any other. */
  String key() {
    return policy.name() + '\n' + binding + '\n' + param;
  }
}
