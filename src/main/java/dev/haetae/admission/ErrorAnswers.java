package dev.haetae.admission;

import dev.haetae.engine.EndpointPaths;
import dev.haetae.resource.text.Limits;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The answers to requests that HTTP itself refuses, each a {@code Status} with a sentence: no path,
 * method or type of ours, a body too large.
 */
@Singleton
@Primary
final class ErrorAnswers implements ErrorResponseProcessor<byte[]> {
  private static final Set<String> REVIEWS =
      Stream.of(Endpoint.values()).map(Endpoint::path).collect(Collectors.toUnmodifiableSet());
  private static final Set<String> MANAGEMENT =
      Set.of(EndpointPaths.LIVENESS, EndpointPaths.READINESS, EndpointPaths.METRICS);

  private final Limits limits;

  ErrorAnswers(Limits limits) {
    this.limits = limits;
  }

  /** The answer to a path that is not served on the port it was asked at. */
  static MutableHttpResponse<byte[]> notFound(HttpRequest<?> request) {
    return HttpResponse.<byte[]>notFound()
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .body(StatusBody.failure(404, nothingHere(request)));
  }

  /** The answer to a review that came before what it is judged by: failurePolicy decides. */
  static MutableHttpResponse<byte[]> notReady(List<String> missing) {
    return HttpResponse.<byte[]>status(HttpStatus.SERVICE_UNAVAILABLE)
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .body(StatusBody.failure(503, "not ready to judge yet: " + String.join("; ", missing)));
  }

  @Override
  public MutableHttpResponse<byte[]> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpRequest<?> request = context.getRequest();
    int code = response.code();
    if (code == 405 && !paths(request).contains(request.getPath())) {
      code = 404;
      response.getHeaders().remove("Allow");
    }
    response.status(HttpStatus.valueOf(code)).contentType(MediaType.APPLICATION_JSON_TYPE);
    if (request.getMethod() == HttpMethod.HEAD) {
      return response.body(new byte[0]);
    }
    return response.body(StatusBody.failure(code, sentence(code, context)));
  }

  private static Set<String> paths(HttpRequest<?> request) {
    return request.isSecure() ? REVIEWS : MANAGEMENT;
  }

  private String sentence(int code, ErrorContext context) {
    HttpRequest<?> request = context.getRequest();
    boolean secure = request.isSecure();
    return switch (code) {
      case 400 ->
          context.getRootCause().orElse(null) instanceof UnsatisfiedRouteException
              ? "the body is empty; an AdmissionReview is expected"
              : "this is no request that the server can read";
      case 404 -> nothingHere(request);
      case 405 ->
          secure
              ? "this path takes POST with an AdmissionReview, no other method"
              : "this path takes GET, no other method";
      case 406 -> "answers are application/json; accept that type";
      case 413 -> "the body is larger than the limit of " + limits.bytes() + " bytes";
      case 415 -> "the body must be an AdmissionReview with Content-Type: application/json";
      default ->
          code < 500
              ? "this is no request that the server can read"
              : "the server could not answer; its log says why";
    };
  }

  private static String nothingHere(HttpRequest<?> request) {
    return request.isSecure()
        ? "nothing is served here; reviews go to POST %s and POST %s"
            .formatted(EndpointPaths.VALIDATE, EndpointPaths.MUTATE)
        : "nothing is served here; there are %s, %s and %s"
            .formatted(EndpointPaths.LIVENESS, EndpointPaths.READINESS, EndpointPaths.METRICS);
  }
}
