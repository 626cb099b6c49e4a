package dev.haetae.engine.admission.mutation;

import dev.haetae.cel.policy.PlacedExpression;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.resource.tree.PatchOperation;
import java.util.List;

/**
 * A mutation that has changed the object.
 *
 * @param policy whose it is
 * @param binding the name of the binding; empty when the policy stands alone
 * @param expression that made the change
 * @param operations what changed, defaults of what is new included
 */
public record AppliedMutation(
    AdmissionPolicy policy,
    String binding,
    PlacedExpression expression,
    List<PatchOperation> operations) {
  /** A mutation that keeps its own copy. */
  public AppliedMutation {
    operations = List.copyOf(operations);
  }
}
