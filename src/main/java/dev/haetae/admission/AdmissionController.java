package dev.haetae.admission;

import dev.haetae.engine.EndpointPaths;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Serves the {@link Endpoint}s, by POST and on the TLS port alone.
 *
 * <p>Runs on the event loop, and so do reviews that take microseconds; {@link ReviewLanes} says
 * which do not.
 */
@Controller
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
final class AdmissionController {
  private final ReviewLanes lanes;
  private final Readiness readiness;
  private final ClientWatch clients;

  AdmissionController(ReviewLanes lanes, Readiness readiness, ClientWatch clients) {
    this.lanes = lanes;
    this.readiness = readiness;
    this.clients = clients;
  }

  @Post(EndpointPaths.VALIDATE)
  CompletionStage<HttpResponse<byte[]>> validate(HttpRequest<?> request, @Body byte[] body) {
    return answer(request, Endpoint.VALIDATE, body);
  }

  @Post(EndpointPaths.VALIDATE_DENY)
  CompletionStage<HttpResponse<byte[]>> validateDeny(HttpRequest<?> request, @Body byte[] body) {
    return answer(request, Endpoint.VALIDATE_DENY, body);
  }

  @Post(EndpointPaths.VALIDATE_ADVICE)
  CompletionStage<HttpResponse<byte[]>> validateAdvice(HttpRequest<?> request, @Body byte[] body) {
    return answer(request, Endpoint.VALIDATE_ADVICE, body);
  }

  @Post(EndpointPaths.MUTATE)
  CompletionStage<HttpResponse<byte[]>> mutate(HttpRequest<?> request, @Body byte[] body) {
    return answer(request, Endpoint.MUTATE, body);
  }

  private CompletionStage<HttpResponse<byte[]>> answer(
      HttpRequest<?> request, Endpoint endpoint, byte[] body) {
    // Reviews carry secrets of the cluster: never over the plain port.
    if (!request.isSecure()) {
      return CompletableFuture.completedFuture(ErrorAnswers.notFound(request));
    }
    if (!readiness.canJudge()) {
      return CompletableFuture.completedFuture(ErrorAnswers.notReady(readiness.missing()));
    }
    return lanes
        .review(
            endpoint,
            body,
            new RequestClient(request, clients.gone(request), clients.isTried(request)))
        .thenApply(AdmissionController::response);
  }

  private static HttpResponse<byte[]> response(Answer answer) {
    return answer.status() == 200
        ? HttpResponse.ok(answer.body())
        : HttpResponse.<byte[]>status(HttpStatus.valueOf(answer.status())).body(answer.body());
  }
}
