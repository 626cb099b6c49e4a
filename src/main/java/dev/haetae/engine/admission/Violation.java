package dev.haetae.engine.admission;

import dev.haetae.cel.policy.Decision;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policy.admission.PolicyBinding;
import dev.haetae.resource.Resource;
import dev.haetae.rule.Action;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A violation of a policy by a request, or what may be one.
 *
 * @param policy which is violated
 * @param binding that put it to work; null when it could not be put to work
 * @param params by which it was; null when there are none
 * @param decision of the expression; null when none was evaluated
 * @param reason such as {@code Invalid}
 * @param message as the API server says it, without the names of the policy and the binding
 * @param actions what is done about it
 * @param unknown what would have to be known to settle it; empty when it is one
 */
public record Violation(
    AdmissionPolicy policy,
    @Nullable PolicyBinding binding,
    @Nullable Resource params,
    @Nullable Decision decision,
    String reason,
    String message,
    Set<Action> actions,
    List<String> unknown) {
  /** A violation that keeps its own copies. */
  public Violation {
    actions = Set.copyOf(actions);
    unknown = List.copyOf(unknown);
  }

  /** Returns whether it hangs on what is not known. */
  public boolean isOpen() {
    return !unknown.isEmpty();
  }

  /** Returns whether it makes the API server refuse the request. */
  public boolean isDenial() {
    return unknown.isEmpty() && actions.contains(Action.DENY);
  }

  /** The message with the names of the policy and the binding, as the API server says it. */
  public String sentence() {
    StringBuilder out = new StringBuilder(policy.type().kind());
    out.append(" '").append(policy.name()).append('\'');
    if (binding != null && binding.source() != null) {
      out.append(" with binding '").append(binding.name()).append('\'');
    }
    return out.append(" denied request: ").append(message).toString();
  }
}
