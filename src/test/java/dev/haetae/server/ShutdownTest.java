package dev.haetae.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.admission.Answer;
import dev.haetae.admission.FieldForbidden;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.rule.Action;
import dev.haetae.server.Http2Conversation.Frame;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was accepted is finished, and nothing waits for ever. */
final class ShutdownTest {
  private static final byte[] SLOW = "slow".getBytes(StandardCharsets.UTF_8);
  private static final byte[] QUICK = "quick".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch proceed = new CountDownLatch(1);

  private RunningServer start(Duration drain) throws Exception {
    return Server.start(
        ServerOptions.of(directory)
            .withPorts(0, 0)
            .withTimes(
                new ServerOptions.Times(
                    Duration.ofMinutes(5), Duration.ofSeconds(10), drain, Duration.ofSeconds(5))),
        observer ->
            (endpoint, body, budget) -> {
              if (body.length == SLOW.length) {
                entered.countDown();
                try {
                  proceed.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              }
              return new Answer(200, body, Answer.Outcome.ALLOWED);
            },
        List.of(QUICK),
        Basis.of(() -> FieldForbidden.evaluator(Action.DENY), () -> InventorySnapshot.OPEN),
        InstantSource.system());
  }

  private TlsClient client(RunningServer server) throws Exception {
    return new TlsClient(server.port(), directory.resolve("ca.crt"), null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
  void aReviewThatWasAcceptedIsAnswered(HttpClient.Version version) throws Exception {
    RunningServer server = start(Duration.ofSeconds(30));
    TlsClient client = client(server);
    try (HttpClient http = client.http(version)) {
      CompletableFuture<HttpResponse<String>> slow =
          http.sendAsync(client.post("/validate", SLOW), HttpResponse.BodyHandlers.ofString());
      entered.await();

      Thread closing = Thread.ofPlatform().start(server::close);
      while (server.isReady()) {
        Thread.onSpinWait();
      }
      proceed.countDown();

      assertThat(slow.join().body()).isEqualTo("slow");
      closing.join();
    }
    server.awaitEnd();
    assertThatThrownBy(() -> client.post(version, "/validate", "quick"))
        .isInstanceOf(IOException.class);
  }

  /** A request that the client sent before it knew of the end is not lost. */
  @Test
  void aReviewThatCrossesTheEndIsAnswered() throws Exception {
    RunningServer server = start(Duration.ofSeconds(30));
    try (Http2Conversation client = new Http2Conversation(client(server).socket("h2"))) {
      client.post(1, "/validate", QUICK);
      readUntil(client, frame -> frame.isEndOf(1));

      Thread closing = Thread.ofPlatform().start(server::close);
      Frame warning = readUntil(client, frame -> frame.type() == Http2Conversation.GOAWAY);
      assertThat(warning.lastStream()).isEqualTo(Integer.MAX_VALUE);
      client.post(3, "/validate", QUICK);
      client.acknowledge(readUntil(client, frame -> frame.type() == Http2Conversation.PING));

      List<Frame> rest = new ArrayList<>();
      for (Frame frame = client.read(); frame != null; frame = client.read()) {
        rest.add(frame);
      }
      assertThat(rest).anyMatch(frame -> frame.isEndOf(3));
      assertThat(rest)
          .filteredOn(frame -> frame.type() == Http2Conversation.GOAWAY)
          .extracting(Frame::lastStream)
          .contains(3);
      closing.join();
    }
  }

  private static Frame readUntil(Http2Conversation client, Predicate<Frame> wanted)
      throws IOException {
    for (Frame frame = client.read(); frame != null; frame = client.read()) {
      if (wanted.test(frame)) {
        return frame;
      }
    }
    throw new AssertionError("the server has closed the connection");
  }

  /**
   * Clients that send one request after the other over connections that they keep, and do not try
   * again: what they have sent is answered, on the connections of before and on new ones, until
   * none can be had any more.
   */
  @RepeatedTest(3)
  void aLoadOverHttp1LosesNothing() throws Exception {
    RunningServer server = start(Duration.ofSeconds(4));
    try (Http1Load load = new Http1Load(client(server), 24, QUICK)) {
      load.awaitAnswers(500);

      server.close();

      load.awaitEnd();
      assertThat(load.lost()).as("of " + load.answered()).isEmpty();
      assertThat(load.answered()).isGreaterThan(500);
      assertThat(load.lastAnswers()).allMatch(answer -> answer.contains("connection: close"));
    }
  }

  /** Whoever does not know yet that the server is going is answered, on a new connection too. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
  void aNewConnectionIsServedWhileTheServerEnds(HttpClient.Version version) throws Exception {
    RunningServer server = start(Duration.ofSeconds(30));
    TlsClient client = client(server);
    try (HttpClient http = client.http(HttpClient.Version.HTTP_1_1)) {
      var slow =
          http.sendAsync(client.post("/validate", SLOW), HttpResponse.BodyHandlers.ofString());
      entered.await();
      Thread closing = Thread.ofPlatform().start(server::close);
      while (server.isReady()) {
        Thread.onSpinWait();
      }

      assertThat(client.post(version, "/validate", "quick").body()).isEqualTo("quick");

      proceed.countDown();
      assertThat(slow.join().body()).isEqualTo("slow");
      closing.join();
    }
  }

  @Test
  void readinessIsToldWhileAReviewIsFinished() throws Exception {
    RunningServer server = start(Duration.ofSeconds(30));
    TlsClient client = client(server);
    // Two event loops at least, or the one that waits could not tell.
    try (HttpClient http = client.http(HttpClient.Version.HTTP_2);
        HttpClient plain = HttpClient.newHttpClient()) {
      HttpRequest readiness =
          HttpRequest.newBuilder(
                  URI.create("http://localhost:" + server.managementPort() + "/health/readiness"))
              .build();
      assertThat(plain.send(readiness, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
      var slow =
          http.sendAsync(client.post("/validate", SLOW), HttpResponse.BodyHandlers.ofString());
      entered.await();
      Thread closing = Thread.ofPlatform().start(server::close);
      while (server.isReady()) {
        Thread.onSpinWait();
      }

      HttpResponse<String> answer = plain.send(readiness, HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("{\"status\":\"DOWN\"}\n");
      proceed.countDown();
      slow.join();
      closing.join();
    }
  }

  @Test
  void theEndDoesNotWaitForEver() throws Exception {
    RunningServer server = start(Duration.ofMillis(200));
    TlsClient client = client(server);
    try (HttpClient http = client.http(HttpClient.Version.HTTP_2)) {
      var never =
          http.sendAsync(client.post("/validate", SLOW), HttpResponse.BodyHandlers.ofString());
      entered.await();

      server.close();

      server.awaitEnd();
      proceed.countDown();
      never.cancel(true);
      http.shutdownNow();
    }
  }

  @Test
  void idleConnectionsDoNotDelayTheEnd() throws Exception {
    RunningServer server = start(Duration.ofDays(1));
    TlsClient client = client(server);
    try (HttpClient http1 = client.http(HttpClient.Version.HTTP_1_1);
        HttpClient http2 = client.http(HttpClient.Version.HTTP_2)) {
      http1.send(client.post("/validate", QUICK), HttpResponse.BodyHandlers.ofString());
      http2.send(client.post("/validate", QUICK), HttpResponse.BodyHandlers.ofString());

      server.close();

      assertThatThrownBy(() ->
              http1.send(client.post("/validate", QUICK), HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }
}
