package dev.haetae.audit;

import dev.haetae.resource.tree.Path;
import java.util.Set;

/**
 * What the webhook would do with a subject if a policy denied.
 *
 * @param policy the policy's name
 * @param when at what it would be refused
 * @param path the field at fault, of the pod that is made next or of the subject itself; the root
 *     of what is waived
 * @param message what is wrong there; empty for what is waived
 * @param remediation what to write instead; empty when nothing is known
 * @param exceptions the PolicyExceptions that waive it, {@code namespace/name}; none of what is
 *     refused
 * @param isInForce whether the policy denies it as it is, too
 */
public record Stop(
    String policy,
    When when,
    Path path,
    String message,
    String remediation,
    Set<String> exceptions,
    boolean isInForce) {
  /** A stop that keeps its own copy. */
  public Stop {
    exceptions = Set.copyOf(exceptions);
  }

  /** An occasion at which something is refused. */
  public enum When {
    /** The next pod that its controller makes: after a restart or a drain. */
    NEXT_POD("at their next pod"),
    /** The next Job of a CronJob, whose pods would be taken. */
    NEXT_RUN("at their next run"),
    /** A change of the subject at the field at fault: what stays as it is goes on being taken. */
    CHANGE("only when changed"),
    /** None, since an exception waives it. */
    WAIVED("already waived");

    private final String words;

    When(String words) {
      this.words = words;
    }

    /** As it is told of several subjects. */
    public String words() {
      return words;
    }
  }
}
