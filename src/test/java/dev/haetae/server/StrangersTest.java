package dev.haetae.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.haetae.admission.FieldForbidden;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.rule.Action;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whoever comes to the ports without speaking what is spoken there: few lines, and no effect. */
final class StrangersTest {
  private static final int TIMES = 20;
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path directory;
  private RunningServer server;
  private TlsClient client;
  private final Captured captured = new Captured();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private Level before;

  /** All that is logged at INFO or above, as the program's own configuration lets it through. */
  private static final class Captured extends AppenderBase<ILoggingEvent> {
    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
        events.add(event);
      }
    }
  }

  @BeforeEach
  void start() throws Exception {
    server =
        Server.start(
            ServerOptions.of(directory).withPorts(0, 0),
            () -> FieldForbidden.evaluator(Action.DENY),
            () -> InventorySnapshot.OPEN,
            InstantSource.system());
    client = new TlsClient(server.port(), directory.resolve("ca.crt"), null);
    before = root.getLevel();
    root.setLevel(Level.INFO);
    captured.start();
    root.addAppender(captured);
  }

  @AfterEach
  void stop() {
    root.detachAppender(captured);
    root.setLevel(before);
    server.close();
  }

  private List<String> lines() {
    assertThat(captured.events).allMatch(event -> event.getThrowableProxy() == null);
    return captured.events.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** Sends bytes and waits until the server closes the connection. */
  private static byte[] send(int port, byte[] bytes) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      // Generous: it ends a test that hangs, and is never waited for otherwise.
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(bytes);
      return read(socket.getInputStream());
    }
  }

  private static byte[] read(InputStream in) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        out.write(next);
      }
    } catch (IOException e) {
      // A reset is an end, too.
    }
    return out.toByteArray();
  }

  private void goesOn() throws Exception {
    assertThat(client.post(HttpClient.Version.HTTP_2, "/validate", Reviews.GOOD).body())
        .contains("\"allowed\":true");
  }

  @Test
  void whoDoesNotSpeakTls() throws Exception {
    byte[] noise = new byte[300];
    new Random(1).nextBytes(noise);
    for (int i = 0; i < TIMES; i++) {
      send(server.port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      send(server.port(), noise);
    }
    goesOn();
    assertThat(lines()).hasSize(1);
    assertThat(lines().getFirst()).endsWith("no TLS handshake: the client does not speak TLS");
  }

  @Test
  void whoDoesNotTrustTheServer() throws Exception {
    SSLContext system = SSLContext.getDefault();
    for (int i = 0; i < TIMES; i++) {
      try (SSLSocket socket =
          (SSLSocket) system.getSocketFactory().createSocket("localhost", server.port())) {
        socket.startHandshake();
        throw new AssertionError("it is trusted by default");
      } catch (IOException e) {
        assertThat(e).isInstanceOf(javax.net.ssl.SSLException.class);
      }
    }
    goesOn();
    assertThat(lines()).hasSizeLessThanOrEqualTo(1).allMatch(line -> line.contains("refuses"));
  }

  @Test
  void whoGoesAwayInTheMiddle() throws Exception {
    byte[] half =
        "POST /validate HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < TIMES; i++) {
      try (Socket socket = new Socket("localhost", server.port())) {
        // Closed with a reset.
        socket.setSoLinger(true, 0);
      }
      try (SSLSocket socket = client.socket()) {
        socket.getOutputStream().write(half);
      }
      try (Http2Conversation conversation = new Http2Conversation(client.socket("h2"))) {
        conversation.begin(1, "/validate");
        conversation.reset(1);
        conversation.begin(3, "/validate");
      }
    }
    goesOn();
    assertThat(lines()).isEmpty();
  }

  @Test
  void whoSpeaksHttpWrongly() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      assertThat(client.raw("\0\1 nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
          .startsWith("HTTP/1.1 400 ")
          .contains("this is no request that the server can read");
      assertThat(
              client.raw(
                  ("GET / HTTP/1.1\r\nX: " + "a".repeat(20_000) + "\r\n\r\n")
                      .getBytes(StandardCharsets.US_ASCII)))
          .startsWith("HTTP/1.1 431 ")
          .contains("the request line or the headers are too large");
      try (SSLSocket socket = client.socket("h2")) {
        socket.getOutputStream().write(PREFACE);
        // DATA on a stream that nobody has opened.
        socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
        socket.getOutputStream().write(new byte[] {0, 0, 1, 0, 0, 0, 0, 0, 5, 'x'});
        assertThat(read(socket.getInputStream())).isNotEmpty();
      }
    }
    goesOn();
    assertThat(lines()).hasSizeLessThanOrEqualTo(2);
  }

  /** The plain port is for small requests of HTTP/1.1. */
  @Test
  void whoWantsMoreOfThePlainPort() throws Exception {
    String h2c =
        new String(
            send(
                server.managementPort(),
                """
                GET /health/liveness HTTP/1.1
                Host: x
                Connection: Upgrade, HTTP2-Settings
                Connection: close
                Upgrade: h2c
                HTTP2-Settings: AAMAAABkAAQAAP__

                """
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.US_ASCII)),
            StandardCharsets.US_ASCII);
    assertThat(h2c).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"UP\"}\n");

    assertThat(
            new String(
                send(
                    server.managementPort(),
                    "POST /prometheus HTTP/1.1\r\nHost: x\r\nContent-Length: 8000000\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII)),
                StandardCharsets.US_ASCII))
        .startsWith("HTTP/1.1 413 ")
        .contains("the body is larger than the limit of 16384 bytes");
  }
}
