package dev.haetae.server.connection;

import dev.haetae.admission.Answer;
import dev.haetae.admission.Endpoint;
import dev.haetae.admission.Readiness;
import dev.haetae.admission.ReviewLanes;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * The reviews that a connection answers itself, past the framework: those that are asked for in the
 * words of an API server, and judged at once. The framework gives the same answers, and all others.
 */
final class DirectReviews {
  private static final String JSON = "application/json";

  private final ReviewLanes lanes;
  private final Readiness readiness;
  private final ResponseDate date = new ResponseDate();

  DirectReviews(ReviewLanes lanes, Readiness readiness) {
    this.lanes = lanes;
    this.readiness = readiness;
  }

  /** The endpoint of a request that may be answered here; null for all others. */
  static @Nullable Endpoint endpoint(HttpRequest request) {
    HttpHeaders headers = request.headers();
    return HttpMethod.POST.equals(request.method())
            && request.protocolVersion().isKeepAliveDefault()
            && JSON.equals(headers.get(HttpHeaderNames.CONTENT_TYPE, ""))
            && isAccepted(headers.get(HttpHeaderNames.ACCEPT))
            && !headers.contains(HttpHeaderNames.CONNECTION)
        ? Endpoint.at(request.uri())
        : null;
  }

  private static boolean isAccepted(@Nullable String types) {
    return types == null
        || types.equals("application/json, */*")
        || types.equals("*/*")
        || JSON.equals(types);
  }

  /** The date of an answer that is sent now. */
  AsciiString date() {
    return date.now();
  }

  /**
   * The answer to a whole body, which is then given up.
   *
   * @return null when there is none at once: the body stays, for the usual way
   */
  @Nullable Answer answer(Endpoint endpoint, IncomingBody body) {
    if (body.length() == 0 || body.length() > ReviewLanes.QUICK_BYTES || !readiness.canJudge()) {
      return null;
    }
    try {
      Answer answer = lanes.atOnce(endpoint, body.bytes());
      if (answer != null) {
        body.discard();
      }
      return answer;
    } catch (Error e) {
      // The usual way comes to the same end, and says what became of it.
      return null;
    }
  }
}
