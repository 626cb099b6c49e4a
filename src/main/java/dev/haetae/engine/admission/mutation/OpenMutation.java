package dev.haetae.engine.admission.mutation;

import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.resource.tree.Path;
import java.util.List;

/**
 * A mutation of which it is not known whether it changes the object, or how.
 *
 * @param policy whose it is
 * @param binding the name of the binding; empty when the policy stands alone
 * @param place of what is open in the policy
 * @param unknown what would have to be known
 */
public record OpenMutation(
    AdmissionPolicy policy, String binding, Path place, List<String> unknown) {
  /** A mutation that keeps its own copy. */
  public OpenMutation {
    unknown = List.copyOf(unknown);
  }
}
