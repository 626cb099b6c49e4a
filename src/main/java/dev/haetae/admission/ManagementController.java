package dev.haetae.admission;

import dev.haetae.resource.JsonWriter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code /health/liveness}, {@code /health/readiness} and {@code /prometheus}, plain port only. */
@Controller
final class ManagementController {
  private static final MediaType EXPOSITION =
      MediaType.of("text/plain; version=0.0.4; charset=utf-8");

  private final Readiness readiness;
  private final PrometheusMeterRegistry registry;

  ManagementController(Readiness readiness, PrometheusMeterRegistry registry) {
    this.readiness = readiness;
    this.registry = registry;
  }

  @Get("/health/liveness")
  HttpResponse<?> liveness(HttpRequest<?> request) {
    return request.isSecure() ? ErrorAnswers.notFound(request) : health(true, List.of(), List.of());
  }

  @Get("/health/readiness")
  HttpResponse<?> readiness(HttpRequest<?> request) {
    return request.isSecure()
        ? ErrorAnswers.notFound(request)
        : health(readiness.isReady(), readiness.missing(), readiness.unreadable());
  }

  @Get("/prometheus")
  HttpResponse<?> metrics(HttpRequest<?> request) {
    return request.isSecure()
        ? ErrorAnswers.notFound(request)
        : HttpResponse.ok(registry.scrape().getBytes(StandardCharsets.UTF_8))
            .contentType(EXPOSITION);
  }

  private static HttpResponse<byte[]> health(
      boolean up, List<String> missing, List<String> unreadable) {
    StringBuilder body = new StringBuilder("{\"status\":\"").append(up ? "UP" : "DOWN").append('"');
    append(body, "missing", missing);
    append(body, "unreadable", unreadable);
    body.append("}\n");
    return HttpResponse.<byte[]>status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .body(body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void append(StringBuilder body, String field, List<String> sentences) {
    for (int i = 0; i < sentences.size(); i++) {
      if (i == 0) {
        body.append(",\"").append(field).append("\":[");
      } else {
        body.append(',');
      }
      JsonWriter.appendString(body, sentences.get(i));
    }
    if (!sentences.isEmpty()) {
      body.append(']');
    }
  }
}
