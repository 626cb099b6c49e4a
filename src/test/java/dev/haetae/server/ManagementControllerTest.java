package dev.haetae.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.admission.AdmissionMetrics;
import dev.haetae.admission.AdmissionReviewer;
import dev.haetae.admission.FieldForbidden;
import dev.haetae.admission.Readiness;
import dev.haetae.admission.ReviewLanes;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.rule.Action;
import dev.haetae.server.connection.DirectMemory;
import dev.haetae.tls.UnusableCertificateException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.DefaultApplicationContextBuilder;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the plain port serves, in a server's context without what starts one. */
@MicronautTest(contextBuilder = ManagementControllerTest.Context.class)
final class ManagementControllerTest {
  /** The context of a server whose readiness the test decides on. */
  public static final class Context extends DefaultApplicationContextBuilder {
    private final ServerCertificates certificates;

    /** A context on free ports, of which one has certificates of a folder of its own. */
    public Context() {
      try {
        ServerOptions options =
            ServerOptions.of(Files.createTempDirectory("haetae-tls")).withPorts(0, 0);
        InstantSource clock = InstantSource.system();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        List<String> missing = new CopyOnWriteArrayList<>();
        Readiness readiness = new Readiness(List.of(() -> missing), Map.of());
        AdmissionMetrics metrics = new AdmissionMetrics(registry, readiness);
        AdmissionReviewer reviewer =
            new AdmissionReviewer(
                () -> FieldForbidden.evaluator(Action.DENY),
                () -> InventorySnapshot.OPEN,
                options.limits(),
                metrics,
                System::nanoTime);
        Server.configured(
                this,
                options,
                new ReviewLanes(reviewer, metrics, System::nanoTime),
                readiness,
                registry,
                new DirectMemory(clock, registry))
            .singletons(new Missing(missing));
        this.certificates = ServerCertificates.open(options, null, clock, registry);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (UnusableCertificateException e) {
        throw new IllegalStateException(e.sentence());
      }
    }

    @Override
    public ApplicationContext build() {
      ApplicationContext context = super.build();
      certificates.register(context);
      return context;
    }
  }

  /** What the server says it misses. */
  record Missing(List<String> sentences) {}

  @Inject private NettyEmbeddedServer server;
  @Inject private Readiness readiness;
  @Inject private Missing missing;

  private HttpResponse<String> ask(String method, String path) throws Exception {
    int port = new ArrayList<>(server.getBoundPorts()).getLast();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(Reviews.GOOD))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void healthIsTold() throws Exception {
    readiness.set(true);
    missing.sentences().clear();
    assertThat(ask("GET", "/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}\n");
    HttpResponse<String> ready = ask("GET", "/health/readiness");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).isEqualTo("{\"status\":\"UP\"}\n");

    missing.sentences().add("Pod: \"not\" read yet");
    HttpResponse<String> waiting = ask("GET", "/health/readiness");
    assertThat(waiting.statusCode()).isEqualTo(503);
    assertThat(waiting.body())
        .isEqualTo("{\"status\":\"DOWN\",\"missing\":[\"Pod: \\\"not\\\" read yet\"]}\n");
    assertThat(ask("GET", "/health/liveness").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsAreExposed() throws Exception {
    HttpResponse<String> metrics = ask("GET", "/prometheus");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("content-type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(metrics.body()).contains("haetae_certificate_expiry_timestamp_seconds");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /validate, 404",
    "POST, /mutate, 404",
    "POST, /validate/deny, 404",
    "GET, /validate, 404",
    "GET, /health, 404",
    "GET, /, 404",
    "POST, /prometheus, 405"
  })
  void nothingElseIsServed(String method, String path, int status) throws Exception {
    HttpResponse<String> response = ask(method, path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).startsWith("{\"kind\":\"Status\",");
  }
}
