package dev.haetae.cel.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An outcome says what came of running a policy over one request.
 *
 * @param applies whether the policy is for the request, or may be
 * @param decisions of the validations, those that are not simply true, in the order of writing
 * @param annotations of the audit log, in the order of writing
 */
public record PolicyOutcome(
    boolean applies, List<Decision> decisions, List<Annotation> annotations) {
  static final PolicyOutcome NONE = new PolicyOutcome(false, List.of(), List.of());
  static final PolicyOutcome PASSED = new PolicyOutcome(true, List.of(), List.of());

  /** An outcome that keeps its own copies. */
  public PolicyOutcome {
    decisions = List.copyOf(decisions);
    annotations = List.copyOf(annotations);
  }

  /**
   * An annotation that has a value, or should have one.
   *
   * @param key without the policy's name
   * @param value empty when the expression has failed, or is not known
   * @param failure why there is no value; null when there is one, or it is not known
   */
  public record Annotation(String key, String value, @Nullable Decision failure) {
    Annotation hangingOn(List<String> unknown) {
      return failure == null ? this : new Annotation(key, value, failure.hangingOn(unknown));
    }
  }
}
