package dev.haetae.engine.admission.mutation;

import dev.haetae.resource.tree.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An outcome says what came of all mutations of a request.
 *
 * @param object as the mutations that succeeded have left it
 * @param applied what changed, in the order of the changes
 * @param failed what failed, in that order
 * @param open what is not known, in that order
 * @param otherwise the object as the policies leave it in another order, which the API server may
 *     take as well; null when it is the same
 */
public record MutationOutcome(
    ObjectValue object,
    List<AppliedMutation> applied,
    List<FailedMutation> failed,
    List<OpenMutation> open,
    @Nullable ObjectValue otherwise) {
  private static final int FORBIDDEN = 403;
  private static final int INTERNAL = 500;
  private static final String INTERNAL_PREFIX = "Internal error occurred: ";

  /** An outcome that keeps its own copies. */
  public MutationOutcome {
    applied = List.copyOf(applied);
    failed = List.copyOf(failed);
    open = List.copyOf(open);
  }

  /** Returns whether more than one policy has changed the object. */
  public boolean isOfSeveral() {
    for (AppliedMutation mutation : applied) {
      if (!mutation.policy().name().equals(applied.getFirst().policy().name())) {
        return true;
      }
    }
    return false;
  }

  /** The same outcome, which is another in another order. */
  public MutationOutcome with(ObjectValue other) {
    return new MutationOutcome(object, applied, failed, open, other);
  }

  /**
   * A refusal of the request.
   *
   * @param code the status code
   * @param reason such as {@code Invalid}
   * @param message the first that refuses it
   * @param causes all that refuse it
   */
  public record Refusal(int code, String reason, String message, List<String> causes) {
    /** A refusal that keeps its own copy. */
    public Refusal {
      causes = List.copyOf(causes);
    }
  }

  /** The API server's refusal; null when it goes on with the request. */
  public @Nullable Refusal refusal() {
    List<String> causes = new ArrayList<>(0);
    String reason = "";
    for (FailedMutation failure : failed) {
      if (failure.fatal()) {
        String message = failure.message();
        return new Refusal(INTERNAL, "InternalError", message, List.of(withoutPrefix(message)));
      }
      if (failure.refuses()) {
        reason = causes.isEmpty() ? failure.reason() : reason;
        causes.add(failure.message());
      }
    }
    return causes.isEmpty() ? null : new Refusal(FORBIDDEN, reason, causes.getFirst(), causes);
  }

  private static String withoutPrefix(String message) {
    return message.startsWith(INTERNAL_PREFIX)
        ? message.substring(INTERNAL_PREFIX.length())
        : message;
  }
}
