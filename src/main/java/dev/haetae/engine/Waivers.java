package dev.haetae.engine;

import dev.haetae.policy.PolicyException;
import dev.haetae.resource.Resource;
import dev.haetae.rule.EnforcementPoint;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The waivers of one review: the annotations of its object, at the command line alone, and
 * PolicyExceptions.
 */
final class Waivers {
  private final IgnoreAnnotations annotations;
  private final Exceptions exceptions;

  // Which exceptions fit is asked once for each policy and object, however much is found.
  private String askedPolicy = "";
  private @Nullable Resource askedObject;
  private List<PolicyException> fitting = List.of();

  private Waivers(IgnoreAnnotations annotations, Exceptions exceptions) {
    this.annotations = annotations;
    this.exceptions = exceptions;
  }

  /**
   * The waivers of a review.
   *
   * @param clock tells which annotations have expired
   */
  static Waivers of(Review review, Exceptions exceptions, InstantSource clock) {
    return new Waivers(
        review.point() == EnforcementPoint.CHECK
            ? IgnoreAnnotations.of(review.object(), clock.instant())
            : IgnoreAnnotations.NONE,
        exceptions);
  }

  /**
   * The finding as it is reported when something waives it; null when nothing does.
   *
   * @param notes is told of exceptions that would waive it if they had not expired
   */
  @Nullable Finding waived(Finding finding, Consumer<String> notes) {
    String reason = annotations.reason(finding.rule());
    if (reason != null) {
      return finding.waived(": " + reason, "");
    }
    List<PolicyException> candidates = fitting(finding);
    PolicyException exception = exceptions.use(candidates);
    if (exception != null) {
      return finding.waived(
          " by PolicyException " + exception.id() + ": " + exception.reason(), exception.id());
    }
    for (PolicyException expired : candidates) {
      notes.accept(
          "PolicyException "
              + expired.id()
              + " has expired"
              + (expired.expiry() == null ? "" : " (" + expired.expiry().written() + ')')
              + ": policy "
              + finding.policy()
              + " holds again");
    }
    return null;
  }

  private List<PolicyException> fitting(Finding finding) {
    if (askedObject != finding.object() || !askedPolicy.equals(finding.policy())) {
      fitting = exceptions.fitting(finding.policy(), finding.object());
      askedPolicy = finding.policy();
      askedObject = finding.object();
    }
    return fitting;
  }

  /** The annotations that do not hold, and why, as sentences for users. */
  List<String> problems() {
    return annotations.problems();
  }
}
