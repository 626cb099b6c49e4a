package dev.haetae.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** How long an API server is waited for. */
final class ApiServerTest {
  @Test
  void aBodyThatStandsStillIsGivenUp() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (var handlers = Executors.newVirtualThreadPerTaskExecutor()) {
      server.setExecutor(handlers);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            exchange.close();
          });
      server.start();
      try (Cluster cluster =
          Cluster.of(
              """
              clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
              users: [{name: u, user: {}}]
              contexts: [{name: x, context: {cluster: c, user: u}}]
              current-context: x
              """
                  .formatted(server.getAddress().getPort()),
              Map.of())) {
        assertThat(cluster.server().answers(Duration.ofMillis(200))).isFalse();
      } finally {
        end.countDown();
        server.stop(0);
      }
    }
  }
}
