package dev.haetae.admission;

import dev.haetae.engine.EndpointPaths;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Serves health and metrics ({@link EndpointPaths}), on the plain port alone. */
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

  @Get(EndpointPaths.LIVENESS)
  HttpResponse<?> liveness(HttpRequest<?> request) {
    return request.isSecure() ? ErrorAnswers.notFound(request) : health(true, new TreeMap<>());
  }

  @Get(EndpointPaths.READINESS)
  HttpResponse<?> readiness(HttpRequest<?> request) {
    if (request.isSecure()) {
      return ErrorAnswers.notFound(request);
    }
    SortedMap<String, List<String>> details = readiness.details();
    details.put("missing", readiness.missing());
    return health(readiness.isReady(), details);
  }

  @Get(EndpointPaths.METRICS)
  HttpResponse<?> metrics(HttpRequest<?> request) {
    return request.isSecure()
        ? ErrorAnswers.notFound(request)
        : HttpResponse.ok(registry.scrape().getBytes(StandardCharsets.UTF_8))
            .contentType(EXPOSITION);
  }

  private static HttpResponse<byte[]> health(boolean up, SortedMap<String, List<String>> details) {
    ObjectValue.Builder body = new ObjectValue.Builder(4).put("status", up ? "UP" : "DOWN");
    details.forEach((word, sentences) -> {
      if (!sentences.isEmpty()) {
        body.put(word, ArrayValue.ofTexts(sentences));
      }
    });
    return HttpResponse.<byte[]>status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .body(JsonWriter.toLine(body.build()));
  }
}
