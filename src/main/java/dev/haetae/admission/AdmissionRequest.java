package dev.haetae.admission;

import dev.haetae.resource.Resource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The request of an AdmissionReview, as far as it is looked at.
 *
 * @param uid which the answer must repeat; not empty
 * @param operation what is being done
 * @param subresource such as {@code ephemeralcontainers}; empty for the object itself
 * @param object as it is to become; null for DELETE and CONNECT
 * @param user who asks, such as {@code system:serviceaccount:kube-system:job-controller}; may be
 *     empty
 * @param old reads it as it was; gives null unless it is an UPDATE
 */
record AdmissionRequest(
    String uid,
    Operation operation,
    String subresource,
    @Nullable Resource object,
    String user,
    Supplier<? extends @Nullable Resource> old) {
  /** What the API server calls an operation. */
  enum Operation {
    CREATE,
    UPDATE,
    DELETE,
    CONNECT
  }
}
