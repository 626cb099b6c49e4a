package dev.haetae.cel.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An outcome says what came of a policy's match conditions.
 *
 * @param hold whether the policy is for the request, or may be
 * @param failed the first that failed, with the message of all; null when none did
 * @param unknown what would have to be known to say whether it is; empty when it is known
 */
public record ConditionsOutcome(boolean hold, @Nullable Decision failed, List<String> unknown) {
  /** An outcome that keeps its own copy. */
  public ConditionsOutcome {
    unknown = List.copyOf(unknown);
  }
}
