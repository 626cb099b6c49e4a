package dev.haetae.engine.admission.mutation;

import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.resource.tree.Path;

/**
 * A mutation, or a policy as a whole, that has failed.
 *
 * @param policy whose it is
 * @param binding the name of the binding; empty when the policy stands alone
 * @param place of what failed in the policy
 * @param message the whole sentence, as the API server says it
 * @param fatal whether the API server itself fails, whatever the failure policy says
 * @param refuses whether the request is refused for it
 * @param reason such as {@code Invalid}
 */
public record FailedMutation(
    AdmissionPolicy policy,
    String binding,
    Path place,
    String message,
    boolean fatal,
    boolean refuses,
    String reason) {}
