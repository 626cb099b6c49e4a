package dev.haetae.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.admission.Answer;
import dev.haetae.admission.Endpoint;
import dev.haetae.admission.FieldForbidden;
import dev.haetae.admission.ReviewLanes;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.rule.Action;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an API server asks is answered past the framework, and as the framework would. */
final class DirectReviewsTest {
  private static final byte[] WARM_UP = "warm-up".getBytes(StandardCharsets.UTF_8);
  private static final String TOO_MUCH = "too much";
  private static final String FATAL = "fatal";

  @TempDir private Path directory;
  private final List<String> judged = new CopyOnWriteArrayList<>();
  private RunningServer server;
  private TlsClient client;

  @BeforeEach
  void start() throws Exception {
    server =
        Server.start(
            ServerOptions.of(directory).withPorts(0, 0),
            observer -> this::judge,
            List.of(WARM_UP),
            Basis.of(() -> FieldForbidden.evaluator(Action.DENY), () -> InventorySnapshot.OPEN),
            InstantSource.system());
    client = new TlsClient(server.port(), directory.resolve("ca.crt"), null);
    judged.clear();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Answer judge(Endpoint endpoint, byte[] body, Budget budget) {
    String text = new String(body, 0, Math.min(body.length, 20), StandardCharsets.UTF_8);
    boolean direct =
        StackWalker.getInstance()
            .walk(frames ->
                frames.noneMatch(
                    f -> f.getClassName().startsWith("io.micronaut.http.server.RequestLifecycle")));
    String thread = Thread.currentThread().getName().startsWith("review-") ? "lane" : "loop";
    judged.add(endpoint.path() + ' ' + text + ' ' + (direct ? thread : "framework"));
    if (text.equals(TOO_MUCH)) {
      // More than is judged at once, less than a review may take.
      budget.spend(Budget.REVIEW / 2);
    }
    if (text.equals(FATAL)) {
      throw new StackOverflowError();
    }
    return new Answer(text.equals("bad") ? 400 : 200, body, Answer.Outcome.ALLOWED);
  }

  private HttpResponse<String> send(
      HttpClient.Version version, String path, String type, String accept, String body)
      throws Exception {
    try (HttpClient http = client.http(version)) {
      return http.send(
          client
              .to(path)
              .header("Content-Type", type)
              .header("Accept", accept)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void bothWaysAnswerAlike() throws Exception {
    for (HttpClient.Version version : TlsClient.VERSIONS) {
      for (Endpoint endpoint : Endpoint.values()) {
        for (String body : List.of("good", "bad", "")) {
          String path = endpoint.path() + "?timeout=10s";
          judged.clear();
          HttpResponse<String> direct =
              send(version, path, "application/json", "application/json, */*", body);
          HttpResponse<String> usual =
              send(version, path, "application/json; charset=utf-8", "text/html, */*", body);

          assertThat(direct.statusCode()).isEqualTo(usual.statusCode());
          assertThat(direct.body()).isEqualTo(usual.body());
          assertThat(direct.headers().map().keySet()).isEqualTo(usual.headers().map().keySet());
          assertThat(direct.headers().firstValue("content-type")).contains("application/json");
          if (!body.isEmpty()) {
            assertThat(judged)
                .containsExactly(
                    endpoint.path() + ' ' + body + " loop",
                    endpoint.path() + ' ' + body + " framework");
          }
        }
      }
    }
  }

  @Test
  void whatTakesMoreIsTriedOnceAndJudgedElsewhere() throws Exception {
    for (HttpClient.Version version : TlsClient.VERSIONS) {
      judged.clear();
      assertThat(send(version, "/validate", "application/json", "*/*", TOO_MUCH).body())
          .isEqualTo(TOO_MUCH);
      assertThat(judged).containsExactly("/validate too much loop", "/validate too much lane");
    }
  }

  @Test
  void aFaultOfTheJvmIsToldByTheFramework() throws Exception {
    for (HttpClient.Version version : TlsClient.VERSIONS) {
      HttpResponse<String> failed = send(version, "/validate", "application/json", "*/*", FATAL);

      assertThat(failed.statusCode()).isEqualTo(500);
      assertThat(failed.body()).contains("the server could not answer; its log says why");
      assertThat(send(version, "/validate", "application/json", "*/*", "good").body())
          .isEqualTo("good");
    }
  }

  @Test
  void answersKeepTheOrderOfTheirRequests() throws Exception {
    String large = "l".repeat(ReviewLanes.QUICK_BYTES + 1);
    try (SSLSocket socket = client.socket()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          (request(large, "") + request("one", "") + request("two", "Connection: close\r\n"))
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
      String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answers).containsSubsequence("\r\n\r\n" + large, "\r\n\r\none", "\r\n\r\ntwo");
    }
  }

  private static String request(String body, String header) {
    return "POST /validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + header
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
