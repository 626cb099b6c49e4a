package dev.haetae.admission;

import dev.haetae.engine.Review;
import dev.haetae.resource.Resource;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Operation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The request of an AdmissionReview, as far as it is looked at.
 *
 * @param uid which the answer must repeat; not empty
 * @param change what is to be judged; null for DELETE and CONNECT, which are allowed
 * @param fits whether its object was seen to have fields of the types of its kind; false says
 *     nothing
 */
record AdmissionRequest(String uid, @Nullable Change change, boolean fits) {
  /**
   * An object that comes or changes.
   *
   * @param subresource such as {@code ephemeralcontainers}; empty for the object itself
   * @param object as it is to become
   * @param user who asks, such as {@code system:serviceaccount:kube-system:job-controller}; may be
   *     empty
   * @param old reads it as it was; gives null unless it is an UPDATE
   */
  record Change(
      Operation operation,
      String subresource,
      Resource object,
      String user,
      Supplier<? extends @Nullable Resource> old) {
    /** The review of it at an enforcement point. */
    Review at(EnforcementPoint point) {
      return Review.lazily(object, old, operation, point, subresource, user);
    }
  }
}
