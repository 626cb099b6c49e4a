package dev.haetae.admission;

import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;

/**
 * A {@code Status} of the API (meta/v1): what kubectl shows its user when a request is refused.
 *
 * <p>The reasons are those of {@code k8s.io/apimachinery}, {@code meta/v1/types.go}.
 */
public final class StatusBody {
  // Sentences that name fields may be as long as the names of those.
  private static final int LONGEST = 4096;

  private StatusBody() {}

  /**
   * The JSON of a failure, in UTF-8.
   *
   * @param code the HTTP status
   * @param message a sentence for users
   */
  public static byte[] failure(int code, String message) {
    return JsonWriter.toLine(
        new ObjectValue.Builder(7)
            .put("kind", "Status")
            .put("apiVersion", "v1")
            .put("metadata", ObjectValue.EMPTY)
            .put("status", "Failure")
            .put("message", AdmissionReviewWriter.cut(message, LONGEST))
            .put("reason", reason(code))
            .put("code", code)
            .build());
  }

  private static String reason(int code) {
    return switch (code) {
      case 400 -> "BadRequest";
      case 404 -> "NotFound";
      case 405 -> "MethodNotAllowed";
      case 406 -> "NotAcceptable";
      case 408 -> "Timeout";
      case 413 -> "RequestEntityTooLarge";
      case 415 -> "UnsupportedMediaType";
      case 503 -> "ServiceUnavailable";
      default -> code < 500 ? "BadRequest" : "InternalError";
    };
  }
}
