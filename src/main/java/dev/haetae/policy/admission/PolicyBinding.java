package dev.haetae.policy.admission;

import dev.haetae.resource.Resource;
import dev.haetae.rule.Action;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A binding: puts a policy to work.
 *
 * @param type of the policy
 * @param name its own name
 * @param policy the policy's name
 * @param source the object as it was read; null for a binding that nobody has written
 * @param paramRef which parameters; null when it names none
 * @param match the requests that it is for, among the policy's
 * @param actions what is done about a violation; empty for a MutatingAdmissionPolicy
 */
public record PolicyBinding(
    AdmissionPolicy.Type type,
    String name,
    String policy,
    @Nullable Resource source,
    @Nullable ParamRef paramRef,
    MatchResources match,
    Set<Action> actions) {
  /** A binding that keeps its own copy. */
  public PolicyBinding {
    actions = Set.copyOf(actions);
  }
}
