import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * A stand-in of an API server, for a server that is to load what it follows a cluster with: of
 * every kind there is one object with nothing in it, of Haetae's own there are none, and nothing
 * ever changes. Prints its port, and runs until it is ended.
 */
final class StandIn {
  private static final String LIST =
      """
      {"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[{"metadata":\
      {"name":"one","namespace":"default","uid":"1","resourceVersion":"1"},"spec":{},"status":{}}]}
      """;
  private static final String NOT_FOUND =
      """
      {"kind":"Status","apiVersion":"v1","status":"Failure","code":404,"reason":"NotFound"}
      """;

  private StandIn() {}

  /** Starts it. */
  public static void main(String[] arguments) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", StandIn::answer);
    server.start();
    System.out.println("port " + server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    if (query.contains("watch=")) {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().flush();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return;
    }
    boolean ours = exchange.getRequestURI().getPath().startsWith("/apis/haetae.dev/");
    byte[] answer = (ours ? NOT_FOUND : LIST).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(ours ? 404 : 200, answer.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(answer);
    }
  }
}
