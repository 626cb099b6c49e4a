package dev.haetae.admission;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;

/**
 * {@code POST /validate}, {@code /validate/deny}, {@code /validate/advice} and {@code /mutate} on
 * the TLS port.
 *
 * <p>Runs on the event loop: a review takes microseconds, a hand-over to another thread more.
 */
@Controller
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
final class AdmissionController {
  private final Reviewer reviewer;
  private final Readiness readiness;

  AdmissionController(Reviewer reviewer, Readiness readiness) {
    this.reviewer = reviewer;
    this.readiness = readiness;
  }

  @Post("/validate")
  HttpResponse<byte[]> validate(HttpRequest<?> request, @Body byte[] body) {
    return answer(request, Endpoint.VALIDATE, body);
  }

  @Post("/validate/deny")
  HttpResponse<byte[]> validateDeny(HttpRequest<?> request, @Body byte[] body) {
    return answer(request, Endpoint.VALIDATE_DENY, body);
  }

  @Post("/validate/advice")
  HttpResponse<byte[]> validateAdvice(HttpRequest<?> request, @Body byte[] body) {
    return answer(request, Endpoint.VALIDATE_ADVICE, body);
  }

  @Post("/mutate")
  HttpResponse<byte[]> mutate(HttpRequest<?> request, @Body byte[] body) {
    return answer(request, Endpoint.MUTATE, body);
  }

  private HttpResponse<byte[]> answer(HttpRequest<?> request, Endpoint endpoint, byte[] body) {
    // Reviews carry secrets of the cluster: never over the plain port.
    if (!request.isSecure()) {
      return ErrorAnswers.notFound(request);
    }
    if (!readiness.canJudge()) {
      return ErrorAnswers.notReady(readiness.missing());
    }
    Answer answer = reviewer.review(endpoint, body);
    return answer.status() == 200
        ? HttpResponse.ok(answer.body())
        : HttpResponse.<byte[]>status(HttpStatus.valueOf(answer.status())).body(answer.body());
  }
}
