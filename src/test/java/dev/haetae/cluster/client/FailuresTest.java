package dev.haetae.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

final class FailuresTest {
  private static KubernetesClientException ask(FakeApiServer server) {
    try (Cluster cluster = Cluster.of(server.kubeconfig(), Map.of())) {
      return catchThrowableOfType(
          KubernetesClientException.class, () -> cluster.client().leases().withName("x").get());
    }
  }

  @Test
  void theApiServersOwnWordsComeFirst() throws Exception {
    String path = "/apis/coordination.k8s.io/v1/namespaces/own/leases/x";
    try (FakeApiServer server = new FakeApiServer()) {
      server.once(path, 403, "{\"kind\":\"Status\",\"code\":403,\"message\":\"not\\nyou\"}");
      assertThat(Failures.sentence(ask(server))).isEqualTo("not\\u000ayou");
    }
  }

  @Test
  void saysThatTheApiServerIsAway() throws Exception {
    FakeApiServer server = new FakeApiServer();
    server.close();
    assertThat(Failures.sentence(ask(server))).isEqualTo("nothing accepts connections there");
  }

  @Test
  void anExceptionsTextIsNoSentence() {
    Exception unknown = new IOException("0x7f: internal", new IllegalStateException("state 7"));
    assertThat(Failures.reason(unknown)).isEqualTo("the connection failed (IllegalStateException)");
    assertThat(
            Failures.sentence(new KubernetesClientException("Failure executing: GET", 502, null)))
        .isEqualTo("status 502");
  }

  @Test
  void theOutermostCauseThatMeansSomethingCounts() {
    Exception timeout = new HttpConnectTimeoutException("HTTP connect timed out");
    timeout.initCause(new ConnectException("HTTP connect timed out"));
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
    assertThat(Failures.reason(new SSLHandshakeException("Received fatal alert: bad_certificate")))
        .isEqualTo("the TLS handshake failed");
  }
}
