package dev.haetae.cluster;

import dev.haetae.resource.Text;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** What went wrong between the API server and us, in a sentence on one line, for a log. */
final class Faults {
  private Faults() {}

  /** The API server's own words where it answered, else what kept it from answering. */
  static String sentence(Throwable fault) {
    if (fault instanceof KubernetesClientException refusal) {
      Status status = refusal.getStatus();
      if (status != null && status.getMessage() != null) {
        return Text.escape(status.getMessage());
      }
    }
    Throwable cause = fault;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : cause.getClass().getSimpleName() + ": " + Text.escape(cause.getMessage());
  }

  /** Whether the API server refused since another had changed the object meanwhile. */
  static boolean isConflict(KubernetesClientException fault) {
    return fault.getCode() == 409;
  }
}
