package dev.haetae.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.admission.FieldForbidden;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.rule.Action;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One running server, asked in every way that it serves. */
final class ServerTest {
  private static final String ALLOWED =
      """
      {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":\
      {"uid":"u-1","allowed":true}}
      """;

  @TempDir private static Path directory;
  private static RunningServer server;
  private static TlsClient client;

  @BeforeAll
  static void start() throws Exception {
    server = start(ServerOptions.of(directory).withPorts(0, 0));
    client = new TlsClient(server.port(), directory.resolve("ca.crt"), null);
  }

  private static RunningServer start(ServerOptions options) throws Exception {
    return Server.start(
        options,
        () -> FieldForbidden.evaluator(Action.DENY),
        () -> InventorySnapshot.OPEN,
        InstantSource.system());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void reviewsAreAnswered(HttpClient.Version version) throws Exception {
    if (!TlsClient.VERSIONS.contains(version)) {
      return;
    }
    HttpResponse<String> good = client.post(version, "/validate?timeout=10s", Reviews.GOOD);
    HttpResponse<String> bad = client.post(version, "/validate", Reviews.BAD);
    HttpResponse<String> denied = client.post(version, "/validate/deny", Reviews.BAD);
    HttpResponse<String> advised = client.post(version, "/validate/advice", Reviews.BAD);
    HttpResponse<String> mutated = client.post(version, "/mutate", Reviews.BAD);

    assertThat(good.version()).isEqualTo(version);
    assertThat(good.statusCode()).isEqualTo(200);
    assertThat(good.headers().firstValue("content-type")).contains("application/json");
    assertThat(good.body()).isEqualTo(ALLOWED);
    assertThat(bad.body()).contains("\"allowed\":false").contains("\"code\":403");
    assertThat(denied.body()).isEqualTo(bad.body());
    assertThat(advised.body()).as("the one policy refuses").isEqualTo(good.body());
    assertThat(mutated.body()).contains("\"patchType\":\"JSONPatch\"");
  }

  @Test
  void announcesWhereItListens() throws Exception {
    assertThat(server.announcement())
        .isEqualTo(
            "listening on https://localhost:"
                + server.port()
                + " (CA "
                + directory.resolve("ca.crt")
                + "), management http://localhost:"
                + server.managementPort());
    assertThat(server.curlCommand())
        .startsWith("curl --cacert " + directory.resolve("ca.crt") + " -H ")
        .endsWith("https://localhost:" + server.port() + "/validate");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET | /validate | application/json | 405 | this path takes POST with an AdmissionReview, no other method
          GET | /validate/advice | application/json | 405 | this path takes POST with an AdmissionReview, no other method
          PUT | /mutate | application/json | 405 | this path takes POST with an AdmissionReview, no other method
          POST | /other | application/json | 404 | nothing is served here; reviews go to POST /validate and POST /mutate
          GET | / | application/json | 404 | nothing is served here; reviews go to POST /validate and POST /mutate
          GET | /health/liveness | application/json | 404 | nothing is served here; reviews go to POST /validate and POST /mutate
          GET | /prometheus | application/json | 404 | nothing is served here; reviews go to POST /validate and POST /mutate
          POST | /prometheus | application/json | 404 | nothing is served here; reviews go to POST /validate and POST /mutate
          POST | /validate | text/plain | 415 | the body must be an AdmissionReview with Content-Type: application/json
          POST | /validate | application/x-www-form-urlencoded | 415 | the body must be an AdmissionReview with Content-Type: application/json
          """)
  void whatIsNotServedIsASentence(
      String method, String path, String type, int status, String sentence) throws Exception {
    for (HttpClient.Version version : TlsClient.VERSIONS) {
      try (HttpClient http = client.http(version)) {
        HttpResponse<String> response =
            http.send(
                client
                    .to(path)
                    .header("Content-Type", type)
                    .header("Accept", "text/html, */*")
                    .method(method, HttpRequest.BodyPublishers.ofString(Reviews.GOOD))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.body())
            .startsWith("{\"kind\":\"Status\",")
            .contains("\"message\":\"" + sentence + '"');
      }
    }
  }

  private static HttpResponse<String> management(String method, String path)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + server.managementPort() + path))
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(Reviews.GOOD))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void healthIsToldOnThePlainPort() throws Exception {
    assertThat(management("GET", "/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}\n");
    HttpResponse<String> readiness = management("GET", "/health/readiness");
    assertThat(readiness.statusCode()).isEqualTo(200);
    assertThat(readiness.body()).isEqualTo("{\"status\":\"UP\"}\n");
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
  void nothingElseIsServedOnThePlainPort(String method, String path, int status) throws Exception {
    HttpResponse<String> response = management(method, path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).startsWith("{\"kind\":\"Status\",");
  }

  @Test
  void metricsCountWhatIsAnswered() throws Exception {
    double before =
        metric("haetae_admission_reviews_total{endpoint=\"mutate\",outcome=\"refused\"}");
    client.post(HttpClient.Version.HTTP_2, "/mutate", "{");
    client.post(HttpClient.Version.HTTP_2, "/validate", Reviews.BAD);

    assertThat(metric("haetae_admission_reviews_total{endpoint=\"mutate\",outcome=\"refused\"}"))
        .isEqualTo(before + 1);
    assertThat(metric("haetae_admission_review_duration_seconds_count{endpoint=\"validate\"}"))
        .isPositive();
    assertThat(metric("haetae_findings_total{action=\"deny\",policy=\"field-forbidden\"}"))
        .isPositive();
    assertThat(metric("haetae_certificate_expiry_timestamp_seconds{certificate=\"leaf\"}"))
        .isEqualTo((double) client.shown().getNotAfter().toInstant().getEpochSecond());
  }

  private static double metric(String series) throws Exception {
    String metrics = management("GET", "/prometheus").body();
    for (String line : metrics.lines().toList()) {
      if (line.startsWith(series + ' ')) {
        return Double.parseDouble(line.substring(series.length() + 1));
      }
    }
    throw new AssertionError("no " + series + " in " + metrics);
  }

  @Test
  void theWarmUpIsNotCounted() throws Exception {
    Path own = Files.createDirectory(directory.resolve("fresh"));
    try (RunningServer fresh = start(ServerOptions.of(own).withPorts(0, 0));
        HttpClient http = HttpClient.newHttpClient()) {
      String metrics =
          http.send(
                  HttpRequest.newBuilder(
                          URI.create("http://localhost:" + fresh.managementPort() + "/prometheus"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();

      assertThat(metrics)
          .contains("haetae_admission_reviews_total{endpoint=\"validate\",outcome=\"allowed\"} 0.0")
          .doesNotContain("haetae_findings_total{");
    }
  }

  /** Other policies and an empty world would deny what is right, and let pass what is not. */
  @Test
  void noReviewIsAnsweredBeforeWhatItIsJudgedBy() throws Exception {
    Path own = Files.createDirectory(directory.resolve("unknown"));
    List<String> missing = new CopyOnWriteArrayList<>(List.of("Policy: not read yet"));
    Basis basis =
        new Basis(
            () -> FieldForbidden.evaluator(Action.DENY),
            () -> InventorySnapshot.OPEN,
            List.of(() -> missing),
            List.of());
    try (RunningServer early =
        Server.start(ServerOptions.of(own).withPorts(0, 0), basis, InstantSource.system())) {
      TlsClient asking = new TlsClient(early.port(), own.resolve("ca.crt"), null);
      HttpResponse<String> before =
          asking.post(HttpClient.Version.HTTP_1_1, "/validate", Reviews.GOOD);
      missing.clear();
      HttpResponse<String> then =
          asking.post(HttpClient.Version.HTTP_1_1, "/validate", Reviews.GOOD);
      missing.add("Pod: nothing heard from the API server for 90 s");
      HttpResponse<String> fromMemory =
          asking.post(HttpClient.Version.HTTP_1_1, "/validate", Reviews.GOOD);

      assertThat(before.statusCode()).isEqualTo(503);
      assertThat(before.body())
          .contains("\"message\":\"not ready to judge yet: Policy: not read yet\"");
      assertThat(then.body()).isEqualTo(ALLOWED);
      assertThat(early.isReady()).isFalse();
      assertThat(fromMemory.body()).isEqualTo(ALLOWED);
    }
  }

  /** What cannot be read is told where one looks, and keeps nobody from asking. */
  @Test
  void readinessNamesWhatCannotBeRead() throws Exception {
    Path own = Files.createDirectory(directory.resolve("unreadable"));
    Basis basis =
        new Basis(
            () -> FieldForbidden.evaluator(Action.DENY),
            () -> InventorySnapshot.OPEN,
            List.of(),
            Map.of(
                "unreadable",
                () -> List.of("Pod a/\"b\" is there, but cannot be read", "Pod: 7 more")),
            List.of(),
            null);
    try (RunningServer running =
        Server.start(ServerOptions.of(own).withPorts(0, 0), basis, InstantSource.system())) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create(
                              "http://localhost:" + running.managementPort() + "/health/readiness"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo(
              """
              {"status":"UP","unreadable":["Pod a/\\"b\\" is there, but cannot be \
              read","Pod: 7 more"]}
              """);
    }
  }

  @Test
  void readinessTellsWhatKeepsNobodyFromAnswering() throws Exception {
    Path own = Files.createDirectory(directory.resolve("detailed"));
    List<String> missing = new CopyOnWriteArrayList<>();
    Basis basis =
        new Basis(
            () -> FieldForbidden.evaluator(Action.DENY),
            () -> InventorySnapshot.OPEN,
            List.of(() -> missing),
            Map.of("uncompiled", () -> List.of("policy \"a\"", "policy b"), "other", List::of),
            List.of(),
            null);
    try (RunningServer server =
            Server.start(ServerOptions.of(own).withPorts(0, 0), basis, InstantSource.system());
        HttpClient plain = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://localhost:" + server.managementPort() + "/health/readiness"))
              .build();
      HttpResponse<String> up = plain.send(request, HttpResponse.BodyHandlers.ofString());
      missing.add("Pod: not read yet");
      HttpResponse<String> down = plain.send(request, HttpResponse.BodyHandlers.ofString());

      String told = "\"uncompiled\":[\"policy \\\"a\\\"\",\"policy b\"]}\n";
      assertThat(up.statusCode()).isEqualTo(200);
      assertThat(up.body()).isEqualTo("{\"status\":\"UP\"," + told);
      assertThat(down.statusCode()).isEqualTo(503);
      assertThat(down.body())
          .isEqualTo("{\"status\":\"DOWN\",\"missing\":[\"Pod: not read yet\"]," + told);
    }
  }

  @Test
  void aPortThatIsTakenIsASentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      ServerOptions options = ServerOptions.of(directory).withPorts(taken.getLocalPort(), 0);

      assertThatThrownBy(() -> start(options))
          .isInstanceOf(CannotServeException.class)
          .hasMessageStartingWith("port " + taken.getLocalPort() + " or management port 0 cannot")
          .hasMessageContaining("Choose others");
    }
  }

  @Test
  void certificatesThatCannotBeUsedAreASentence() throws Exception {
    Path broken = Files.createDirectory(directory.resolve("broken"));
    Files.writeString(broken.resolve("tls.crt"), "x");
    Files.writeString(broken.resolve("tls.key"), "x");

    assertThatThrownBy(() -> start(ServerOptions.of(broken).withPorts(0, 0)))
        .isInstanceOf(CannotServeException.class)
        .hasMessageStartingWith(broken.resolve("tls.crt") + ": holds no PEM certificate");
  }

  @Test
  void optionsThatMakeNoSenseAreAllTold() {
    assertThatThrownBy(() -> ServerOptions.of(directory).withPorts(-1, 70_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "port is -1; it must be 1 to 65535, or 0 for a free one; management port is 70000; it"
                + " must be 1 to 65535, or 0 for a free one");
    assertThatThrownBy(() -> ServerOptions.of(directory).withPorts(8080, 8080))
        .hasMessage("port and management port are both 8080; they must differ");
  }

  @Test
  void bytesThatAreNoHttpEndTheirConnectionOnly() throws Exception {
    assertThat(client.raw("\u0000\u0001 nonsense\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)))
        .doesNotContain("200 OK")
        .doesNotContain("Exception");

    assertThat(client.post(HttpClient.Version.HTTP_1_1, "/validate", Reviews.GOOD).body())
        .isEqualTo(ALLOWED);
  }
}
