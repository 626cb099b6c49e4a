package dev.haetae.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.server.Http2Conversation.Frame;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server with the heap that the chart gives it, and clients that send bodies and not their
 * ends: they get no more memory than the budget has, the others are answered, and afterwards
 * everything is as before.
 */
final class BytesInFlightIT {
  private static final int LARGE = 7_864_320;
  private static final int STREAMS = 16;

  @TempDir private Path directory;
  private ServeProcess server;
  private TlsClient client;

  @BeforeEach
  void start() throws Exception {
    server =
        ServeProcess.start(
                directory,
                "-Xmx128m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow")
            .await();
    client = server.client();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> review(int bytes) throws Exception {
    return client.post(
        HttpClient.Version.HTTP_2,
        "/validate",
        new String(Reviews.ofSize(bytes), StandardCharsets.UTF_8));
  }

  private void isAsBefore() throws Exception {
    for (int bytes : new int[] {1_000, 300_000, 600_000, LARGE}) {
      HttpResponse<String> answer = review(bytes);
      assertThat(answer.body()).as(bytes + " bytes").contains("\"allowed\":true");
    }
    assertThat(server.management("/health/readiness").statusCode()).isEqualTo(200);
    // What is asked for them is a request, too.
    assertThat(server.metric("haetae_request_bytes")).isLessThan(100_000);
    assertThat(server.metric("jvm_buffer_memory_used_bytes{id=\"direct\"}")).isLessThan(64 << 20);
  }

  @Test
  void bodiesOfOneConnectionWhoseLastByteIsWithheld() throws Exception {
    byte[] body = Reviews.ofSize(LARGE);
    try (Http2Conversation attacker = new Http2Conversation(client.socket("h2"))) {
      Set<Integer> open = begin(attacker, STREAMS);
      int step = 64 << 10;
      for (int at = 0; at < body.length - 1; at += step) {
        for (int stream : List.copyOf(open)) {
          if (!attacker.send(stream, body, at, Math.min(body.length - 1, at + step))) {
            open.remove(stream);
          }
        }
      }
      assertThat(open).as("there is room for two at most").hasSizeLessThanOrEqualTo(2);

      assertThat(review(60_000).body()).contains("\"allowed\":true");
      assertThat(server.metric("haetae_request_bytes"))
          .isLessThanOrEqualTo(server.metric("haetae_request_bytes_limit"));

      for (int stream : open) {
        attacker.end(stream, new byte[] {body[body.length - 1]});
      }
      assertThat(statuses(attacker, STREAMS)).isSubsetOf("200", "408", "503");
    }
    isAsBefore();
  }

  /** A connection that breaks off gives back what its bodies held. */
  @Test
  void bodiesOfConnectionsThatBreakOff() throws Exception {
    byte[] body = Reviews.ofSize(3 << 20);
    for (int round = 0; round < 16; round++) {
      try (Http2Conversation attacker = new Http2Conversation(client.socket("h2"))) {
        for (int stream : begin(attacker, 4)) {
          // Refused or not: it is not ended.
          var _ = attacker.send(stream, body, 0, body.length - 1);
        }
      }
    }
    isAsBefore();
  }

  @Test
  void chunkedBodiesOfManyConnections() throws Exception {
    byte[] head =
        """
        POST /validate HTTP/1.1
        Host: localhost
        Content-Type: application/json
        Transfer-Encoding: chunked

        """
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] chunk =
        ("100000\r\n" + "x".repeat(1 << 20) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    List<SSLSocket> attackers = new ArrayList<>();
    int refused = 0;
    try {
      for (int i = 0; i < 12; i++) {
        SSLSocket attacker = client.socket();
        attackers.add(attacker);
        try {
          attacker.getOutputStream().write(head);
          for (int megabyte = 0; megabyte < 7; megabyte++) {
            attacker.getOutputStream().write(chunk);
          }
        } catch (IOException e) {
          refused++;
        }
      }
      assertThat(review(60_000).body()).contains("\"allowed\":true");
      assertThat(
              refused
                  + server.metric("haetae_requests_refused_total{reason=\"no-room\"}")
                  + server.metric("haetae_requests_refused_total{reason=\"too-slow\"}"))
          .isPositive();
    } finally {
      for (SSLSocket attacker : attackers) {
        attacker.close();
      }
    }
    isAsBefore();
  }

  /** Of answers that nobody takes so many are kept as there is room for; the others are dropped. */
  @Test
  void answersThatAreNotTaken() throws Exception {
    List<Http2Conversation> attackers = new ArrayList<>();
    int dropped = 0;
    try {
      for (int i = 0; i < 4; i++) {
        Http2Conversation attacker = Http2Conversation.withoutWindow(client.socket("h2"));
        attackers.add(attacker);
        for (int request = 0; request < 50; request++) {
          attacker.post(2 * request + 1, "/validate", Reviews.BAD.getBytes(StandardCharsets.UTF_8));
        }
      }
      for (Http2Conversation attacker : attackers.subList(2, 4)) {
        // The first two connections may hold all that are kept.
        for (int seen = 0; seen < 5; ) {
          Frame frame = attacker.read();
          assertThat(frame).isNotNull();
          seen += frame.type() == Http2Conversation.RST_STREAM ? 1 : 0;
        }
        dropped += 5;
      }
      assertThat(review(60_000).body()).contains("\"allowed\":true");
    } finally {
      for (Http2Conversation attacker : attackers) {
        attacker.close();
      }
    }
    assertThat(dropped).isEqualTo(10);
    isAsBefore();
  }

  /** However small the pieces of a body are, it takes the memory of its bytes. */
  @Test
  void aBodyInPiecesOfOneByte() throws Exception {
    byte[] body = Reviews.ofSize(200_000);
    try (Http2Conversation sender = new Http2Conversation(client.socket("h2"))) {
      sender.begin(1, "/validate");
      for (int at = 0; at < body.length - 1; at++) {
        assertThat(sender.send(1, body, at, at + 1)).isTrue();
      }
      assertThat(server.metric("haetae_request_bytes")).isLessThan(3 * body.length);
      sender.end(1, new byte[] {body[body.length - 1]});
      assertThat(statuses(sender, 1)).containsExactly("200");
    }
  }

  @Test
  void sixReviewsOfThreeMegabytesAtOnce() throws Exception {
    byte[] body = Reviews.ofSize(3 << 20);
    try (HttpClient http = client.http(HttpClient.Version.HTTP_2)) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        answers.add(
            http.sendAsync(
                client.post("/validate?timeout=30s", body), HttpResponse.BodyHandlers.ofString()));
      }
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertThat(answer.join().body()).contains("\"allowed\":true");
      }
    }
  }

  /** Connections that are of no use make room, the oldest first. */
  @Test
  void moreConnectionsThanThereIsMemoryFor() throws Exception {
    List<Socket> crowd = new ArrayList<>();
    try {
      while (server.metric("haetae_connection_failures_total{kind=\"crowd\"}") == 0) {
        for (int i = 0; i < 250; i++) {
          crowd.add(new Socket("localhost", server.port()));
        }
        assertThat(crowd).as("128 MiB are for 4096").hasSizeLessThan(6000);
      }
      assertThat(review(60_000).body()).contains("\"allowed\":true");
    } finally {
      for (Socket socket : crowd) {
        socket.close();
      }
    }
    isAsBefore();
  }

  private static Set<Integer> begin(Http2Conversation conversation, int count) throws IOException {
    Set<Integer> streams = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      conversation.begin(1 + 2 * i, "/validate");
      streams.add(1 + 2 * i);
    }
    return streams;
  }

  /** The statuses of so many answers. */
  private static Set<String> statuses(Http2Conversation conversation, int count)
      throws IOException {
    Set<String> statuses = new TreeSet<>();
    int ended = 0;
    while (ended < count) {
      Frame frame = conversation.read();
      assertThat(frame).as("the connection is still there").isNotNull();
      if (frame.type() == Http2Conversation.HEADERS) {
        statuses.add(frame.status());
      }
      if (frame.isEndOf(frame.stream())) {
        ended++;
      }
    }
    return statuses;
  }
}
