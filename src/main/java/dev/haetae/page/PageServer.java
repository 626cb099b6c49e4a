package dev.haetae.page;

import com.sun.net.httpserver.HttpServer;
import dev.haetae.report.html.Language;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A server of the page on 127.0.0.1, for as long as it is not closed.
 *
 * <p>Connections are few and short: at most {@value #MOST_CONNECTIONS}, {@value #REQUEST_SECONDS} s
 * for a request to arrive and {@value #ANSWER_SECONDS} s for its answer to be made and taken.
 */
public final class PageServer implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 64;
  private static final int REQUEST_SECONDS = 10;
  private static final int ANSWER_SECONDS = 120;

  // Read by the JDK's server when its classes are loaded, and nowhere to be set but here.
  private static final Map<String, String> LIMITS =
      Map.of(
          "jdk.httpserver.maxConnections", String.valueOf(MOST_CONNECTIONS),
          "sun.net.httpserver.maxReqTime", String.valueOf(REQUEST_SECONDS),
          "sun.net.httpserver.maxRspTime", String.valueOf(ANSWER_SECONDS),
          "sun.net.httpserver.maxReqHeaders", "100",
          "sun.net.httpserver.maxReqHeaderSize", "32768");

  private final HttpServer server;
  private final ExecutorService requests;
  private final Visitor visitor;
  private final CountDownLatch ended = new CountDownLatch(1);

  private PageServer(HttpServer server, ExecutorService requests, Visitor visitor) {
    this.server = server;
    this.requests = requests;
    this.visitor = visitor;
  }

  /**
   * Starts a server.
   *
   * @param port 0 for a free one
   * @param language of the page that is asked for without one
   * @param faults gets failures of ours, which end nothing
   * @throws IOException when the port cannot be had
   */
  public static PageServer start(
      int port,
      PageSource source,
      Language language,
      InstantSource clock,
      Consumer<RuntimeException> faults)
      throws IOException {
    LIMITS.forEach((name, value) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    });
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 16);
    ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    Visitor visitor = Visitor.expected();
    visitor.at(server.getAddress().getPort());
    server.createContext("/", new PageHandler(source, language, visitor, clock, faults));
    server.setExecutor(requests);
    server.start();
    return new PageServer(server, requests, visitor);
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The address that opens the page, once. */
  public String address() {
    return "http://127.0.0.1:" + port() + "/?token=" + visitor.token();
  }

  /** Waits until it is closed. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  @Override
  public void close() {
    server.stop(0);
    requests.shutdownNow();
    ended.countDown();
  }
}
