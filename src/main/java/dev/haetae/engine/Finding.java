package dev.haetae.engine;

import dev.haetae.policy.Policy;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.rule.Action;
import dev.haetae.rule.Grounds;
import dev.haetae.rule.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding says what a policy found at one field of one object.
 *
 * @param policy the policy's name
 * @param rule the rule's id
 * @param reason the reason's name
 * @param action what is done about it; of something undecided, what the failure policy makes of it
 * @param audited whether it is recorded besides
 * @param object the object as it was judged
 * @param path the field at fault, or the missing one
 * @param message what is wrong and why it fails here
 * @param remediation what to write instead; of something undecided, what would have it decided;
 *     empty when the message says all
 * @param patch the repair; empty when there is none
 * @param exception the PolicyException that waives it, {@code namespace/name}; empty when none does
 * @param grounds the expression that decided it; null when no expression did
 */
public record Finding(
    String policy,
    String rule,
    String reason,
    Action action,
    boolean audited,
    Resource object,
    Path path,
    String message,
    String remediation,
    List<PatchOperation> patch,
    String exception,
    @Nullable Grounds grounds) {
  /** A finding that keeps its own copy of the patch. */
  public Finding {
    patch = List.copyOf(patch);
  }

  /** A finding that no expression decided. */
  public Finding(
      String policy,
      String rule,
      String reason,
      Action action,
      boolean audited,
      Resource object,
      Path path,
      String message,
      String remediation,
      List<PatchOperation> patch,
      String exception) {
    this(
        policy,
        rule,
        reason,
        action,
        audited,
        object,
        path,
        message,
        remediation,
        patch,
        exception,
        null);
  }

  /**
   * A finding of a policy that nobody has waived.
   *
   * @param action what is done about it
   */
  static Finding of(
      Policy policy,
      Resource object,
      Reason reason,
      Action action,
      Path path,
      String message,
      String remediation,
      List<PatchOperation> patch) {
    return new Finding(
        policy.name(),
        policy.info().id(),
        reason.name(),
        action,
        policy.actions().contains(Action.AUDIT),
        object,
        path,
        message,
        remediation,
        patch,
        "");
  }

  /** The finding with another action. */
  Finding withAction(Action changed) {
    return with(changed, message, exception);
  }

  /** The finding as one that is waived: {@code by} says by what and why. */
  Finding waived(String by, String waivingException) {
    return with(action, message + " (waived" + by + ')', waivingException);
  }

  /** The same finding, which an expression decided. */
  public Finding withGrounds(Grounds decisive) {
    return new Finding(
        policy,
        rule,
        reason,
        action,
        audited,
        object,
        path,
        message,
        remediation,
        patch,
        exception,
        decisive);
  }

  /** The same finding of an object in another form, such as one that takes less memory. */
  public Finding withObject(Resource other) {
    return new Finding(
        policy,
        rule,
        reason,
        action,
        audited,
        other,
        path,
        message,
        remediation,
        patch,
        exception,
        grounds);
  }

  /** The finding with a remark in brackets behind its message. */
  public Finding withRemark(String remark) {
    return with(action, message + " (" + remark + ')', exception);
  }

  private Finding with(Action newAction, String newMessage, String newException) {
    return new Finding(
        policy,
        rule,
        reason,
        newAction,
        audited,
        object,
        path,
        newMessage,
        remediation,
        patch,
        newException,
        grounds);
  }
}
