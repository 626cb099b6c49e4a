package dev.haetae.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.admission.FieldForbidden;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.text.Limits;
import dev.haetae.rule.Action;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent: a 4xx with a sentence, and the server goes on. */
final class HostileBodiesTest {
  @TempDir private static Path directory;
  private static RunningServer server;
  private static TlsClient client;

  @BeforeAll
  static void start() throws Exception {
    server =
        Server.start(
            ServerOptions.of(directory)
                .withPorts(0, 0)
                .withTimes(
                    new ServerOptions.Times(
                        Duration.ofMinutes(5),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(5))),
            () -> FieldForbidden.evaluator(Action.DENY),
            () -> InventorySnapshot.OPEN,
            InstantSource.system());
    client = new TlsClient(server.port(), directory.resolve("ca.crt"), null);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        body("empty", ""),
        body("white space", " \n\t "),
        body("half of the JSON", Reviews.GOOD.substring(0, 120)),
        body("no JSON", "apiVersion: admission.k8s.io/v1"),
        body("wrong kind", Reviews.GOOD.replace("AdmissionReview", "Pod")),
        body("null", "null"),
        body("null request", review("null")),
        body("no uid", Reviews.GOOD.replace("\"uid\"", "\"id\"")),
        body("200,000 open brackets", "[".repeat(200_000)),
        body("200,000 nested brackets", "[".repeat(200_000) + "]".repeat(200_000)),
        body("200,000 nested in the object", Reviews.of("[".repeat(200_000) + "]".repeat(200_000))),
        body(
            "200,000 nested objects",
            Reviews.of("{\"a\":".repeat(200_000) + "1" + "}".repeat(200_000))),
        body("a string of 20 MB", Reviews.of("{\"a\":\"" + "x".repeat(20_000_000) + "\"}")),
        body("a key of 1 MB", Reviews.of("{\"" + "x".repeat(1_000_000) + "\":1}")),
        body("a number of 1 MB", Reviews.of("{\"a\":" + "9".repeat(1_000_000) + "}")),
        body("a huge exponent", Reviews.of("{\"a\":1e999999999999}")),
        body("a million values", Reviews.of("{\"a\":[" + "1,".repeat(1_000_000) + "1]}")),
        body("spec is a string", Reviews.of("\"x\"")),
        body(
            "a field no rule looks at is a number", Reviews.of("{\"containers\":[{\"image\":7}]}")),
        body("a list is a number", Reviews.of("{\"bad\":7}")),
        body("metadata is a list", Reviews.GOOD.replace("{\"name\":\"p\"}", "[]")),
        body("a key twice in the object", Reviews.of("{\"bad\":[\"x\"],\"bad\":[]}")),
        body(
            "a key twice in the envelope",
            Reviews.GOOD.replace("\"uid\":", "\"uid\":\"a\",\"uid\":")),
        body(
            "the request twice",
            Reviews.BAD.replace("\"request\":", "\"request\":{},\"request\":")),
        body("trailing garbage", Reviews.GOOD + "x"),
        body("a second review", Reviews.GOOD + Reviews.GOOD),
        Arguments.of("UTF-8 that is none", with(Reviews.GOOD, (byte) 0xff)),
        Arguments.of("UTF-8 that is overlong", with(Reviews.GOOD, (byte) 0xc0, (byte) 0xaf)),
        Arguments.of("UTF-16", Reviews.GOOD.getBytes(StandardCharsets.UTF_16)),
        Arguments.of("NULs", new byte[100_000]),
        Arguments.of("gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3}));
  }

  private static Arguments body(String name, String text) {
    return Arguments.of(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String review(String request) {
    return "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":"
        + request
        + '}';
  }

  /** The review with these bytes in its pod's name. */
  private static byte[] with(String review, byte... bytes) {
    int at = review.indexOf("\"p\"") + 1;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(review.substring(0, at).getBytes(StandardCharsets.UTF_8));
    out.writeBytes(bytes);
    out.writeBytes(review.substring(at).getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void isRefusedWithASentence(String name, byte[] body) throws Exception {
    for (HttpClient.Version version : TlsClient.VERSIONS) {
      for (String path : new String[] {"/validate", "/mutate"}) {
        try (HttpClient http = client.http(version)) {
          HttpResponse<String> response;
          try {
            response = http.send(client.post(path, body), HttpResponse.BodyHandlers.ofString());
          } catch (IOException e) {
            // Whoever is still sending may lose the answer with the connection (RFC 9112, 9.6).
            assertThat(body.length).as(name).isGreaterThan(Limits.REVIEW.bytes());
            continue;
          }

          assertThat(response.statusCode()).as(name).isBetween(400, 499);
          assertThat(response.body())
              .startsWith("{\"kind\":\"Status\",\"apiVersion\":\"v1\"")
              .containsPattern("\"message\":\"[^\"]{10}")
              .doesNotContain("Exception")
              .doesNotContain("\\n")
              .doesNotContain("allowed")
              .hasSizeLessThan(1000);
        }
      }
    }
    goesOn();
  }

  private static void goesOn() throws Exception {
    HttpResponse<String> good = client.post(HttpClient.Version.HTTP_2, "/validate", Reviews.GOOD);
    assertThat(good.statusCode()).isEqualTo(200);
    assertThat(good.body()).contains("\"allowed\":true");
  }

  private static byte[] request(String headers, String body) {
    return ("POST /validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + headers
            + "\r\n"
            + body)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aBodyThatNeverEndsIsEnded() throws Exception {
    assertThat(client.raw(request("Content-Length: 1000\r\n", "{\"apiVersion\"")))
        .startsWith("HTTP/1.1 408 ")
        .contains("the request was not sent to its end in time");
    goesOn();
  }

  @Test
  void aStreamThatNeverEndsIsEnded() throws Exception {
    HttpRequest.BodyPublisher silent =
        HttpRequest.BodyPublishers.fromPublisher(subscriber ->
            subscriber.onSubscribe(
                new Flow.Subscription() {
                  @Override
                  public void request(long count) {}

                  @Override
                  public void cancel() {}
                }));
    try (HttpClient http = client.http(HttpClient.Version.HTTP_2)) {
      HttpRequest request =
          client.to("/validate").header("Content-Type", "application/json").POST(silent).build();

      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(408);
      assertThat(response.body()).contains("the request was not sent to its end in time");
    }
    goesOn();
  }

  /** A client that is told to stop knows already why. */
  @Test
  void aStreamIsAnsweredBeforeItIsReset() throws Exception {
    byte[] body = new byte[Limits.REVIEW.bytes() + 1];
    try (Http2Conversation conversation = new Http2Conversation(client.socket("h2"))) {
      conversation.begin(1, "/validate");
      var _ = conversation.send(1, body, 0, body.length);
      List<Integer> types = new ArrayList<>();
      String status = "";
      while (!types.contains(Http2Conversation.RST_STREAM)) {
        Http2Conversation.Frame frame = conversation.read();
        assertThat(frame).as("the connection is still there").isNotNull();
        if (frame.stream() == 1 && frame.type() != Http2Conversation.WINDOW_UPDATE) {
          types.add(frame.type());
          status += frame.status();
        }
      }

      assertThat(types)
          .containsExactly(
              Http2Conversation.HEADERS, Http2Conversation.DATA, Http2Conversation.RST_STREAM);
      // A machine that is too slow to send it in time is told that instead.
      assertThat(status).isIn("413", "408");
    }
    goesOn();
  }

  @Test
  void aHeaderThatNeverEndsIsEnded() throws Exception {
    assertThat(client.raw("POST /validate HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.UTF_8)))
        .startsWith("HTTP/1.1 408 ");
    goesOn();
  }

  @Test
  void aRequestIsNotEndedByTheOneBefore() throws Exception {
    byte[] good = Reviews.GOOD.getBytes(StandardCharsets.UTF_8);
    byte[] half = request("Content-Length: 1000\r\n", "{");
    byte[] whole = request("Content-Length: " + good.length + "\r\n", Reviews.GOOD);
    byte[] both = Arrays.copyOf(whole, whole.length + half.length);
    System.arraycopy(half, 0, both, whole.length, half.length);

    assertThat(client.raw(both))
        .startsWith("HTTP/1.1 200 OK")
        .contains("\"allowed\":true")
        .contains("HTTP/1.1 408 ");
  }

  @Test
  void chunksWithoutAnEndAreLimited() throws Exception {
    String chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";

    String body = chunk.repeat(8) + "1\r\nx\r\n";
    String answer;
    try {
      answer = client.raw(request("Transfer-Encoding: chunked\r\n", body));
    } catch (IOException e) {
      // Whoever is still sending may lose the answer with the connection (RFC 9112, 9.6).
      answer = "";
    }

    // A machine that is too slow to send it in time is told that instead.
    if (!answer.isEmpty() && !answer.startsWith("HTTP/1.1 408 ")) {
      assertThat(answer)
          .startsWith("HTTP/1.1 413 ")
          .contains("the body is larger than the limit of 8388608 bytes");
    }
    goesOn();
  }
}
