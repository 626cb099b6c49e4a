package dev.haetae.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

final class FailuresTest {
  private static String ask(FakeApiServer server, String path) {
    try (Cluster cluster = Cluster.of(server.kubeconfig(), Map.of())) {
      return catchThrowableOfType(RequestFailedException.class, () -> cluster.server().object(path))
          .reason();
    }
  }

  @Test
  void theApiServersOwnWordsComeFirst() throws Exception {
    try (FakeApiServer server = new FakeApiServer()) {
      server
          .once("/x", 403, "{\"kind\":\"Status\",\"code\":403,\"message\":\"not\\nyou\"}")
          .once("/y", 402, "<html>pay</html>");
      assertThat(ask(server, "/x")).isEqualTo("not\\u000ayou");
      assertThat(ask(server, "/y")).isEqualTo("status 402");
    }
  }

  @Test
  void saysThatTheApiServerIsAway() throws Exception {
    FakeApiServer server = new FakeApiServer();
    server.close();
    assertThat(ask(server, "/x")).isEqualTo("nothing accepts connections there");
  }

  @Test
  void anExceptionsTextIsNoSentence() {
    Exception unknown = new IOException("0x7f: internal", new IllegalStateException("state 7"));
    assertThat(Failures.reason(unknown)).isEqualTo("the connection failed (IllegalStateException)");
  }

  @Test
  void theOutermostCauseThatMeansSomethingCounts() {
    Exception timeout = new SocketTimeoutException("connect timed out");
    timeout.initCause(new ConnectException("connect timed out"));
    assertThat(Failures.reason(new ExecutionException(timeout)))
        .isEqualTo("no answer came in time");
    Exception refused = new ConnectException();
    refused.initCause(new UnresolvedAddressException());
    assertThat(Failures.reason(refused)).isEqualTo("there is no such host");
    assertThat(Failures.reason(new IOException("x", new UnknownHostException("y"))))
        .isEqualTo("there is no such host");
    assertThat(Failures.reason(new IOException("chunked", new EOFException("EOF"))))
        .isEqualTo("the connection was closed");
    assertThat(Failures.reason(new SocketException("Connection reset")))
        .isEqualTo("the connection was closed");
    assertThat(Failures.reason(new ProtocolException("unexpected end of stream")))
        .isEqualTo("the connection was closed");
    assertThat(Failures.reason(new SSLPeerUnverifiedException("Hostname x not verified")))
        .isEqualTo("its certificate is not for this name");
    assertThat(Failures.reason(new SSLHandshakeException("Received fatal alert: bad_certificate")))
        .isEqualTo("the TLS handshake failed");
  }
}
