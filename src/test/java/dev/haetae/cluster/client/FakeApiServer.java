package dev.haetae.cluster.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.haetae.cluster.inventory.InventoryKind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An API server that says what it was told to, and remembers what it was asked. */
public final class FakeApiServer implements AutoCloseable {
  private record Answer(int code, String body) {}

  private final HttpServer http;
  private final Map<String, Queue<Answer>> scripts = new ConcurrentHashMap<>();
  private final Map<String, String> standing = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  /** A server of a world without any object, on a free port. */
  public FakeApiServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::answer);
    for (InventoryKind kind : InventoryKind.values()) {
      standing.put(kind.path(), list("1", ""));
    }
    standing.put("/version", "{}");
    standing.put("/api/v1", "{\"groupVersion\":\"v1\",\"resources\":[]}");
    standing.put("/apis", "{\"groups\":[]}");
    http.start();
  }

  /** A page of a list. */
  public static String list(String resourceVersion, String next, String... items) {
    return "{\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"%s\",\"continue\":\"%s\"},\"items\":[%s]}"
        .formatted(resourceVersion, next, String.join(",", items));
  }

  /** What it answers to a path from now on. */
  public FakeApiServer serving(String path, String body) {
    standing.put(path, body);
    return this;
  }

  /** What it answers to a path once, before anything else; {@code ?watch} asks for changes. */
  public FakeApiServer once(String path, int code, String body) {
    scripts.computeIfAbsent(path, _ -> new ConcurrentLinkedQueue<>()).add(new Answer(code, body));
    return this;
  }

  /** The paths and queries that were asked for. */
  public List<String> asked() {
    return asked;
  }

  /** The bodies that it was sent; empty ones too. */
  public List<String> bodies() {
    return bodies;
  }

  /** A kubeconfig for it. */
  public String kubeconfig() {
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
    users: [{name: u, user: {}}]
    contexts: [{name: x, context: {cluster: c, user: u, namespace: own}}]
    current-context: x
    """
        .formatted(http.getAddress().getPort());
  }

  /** Environment variables of a command that finds it. */
  public Map<String, String> environment(Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("kubeconfig"), kubeconfig());
    return Map.of("KUBECONFIG", file.toString());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    asked.add(exchange.getRequestURI().toString());
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    boolean watch = query.contains("watch=true");
    Queue<Answer> script = scripts.get(watch ? path + "?watch" : path);
    Answer scripted = script == null ? null : script.poll();
    try (exchange) {
      if (scripted != null) {
        send(exchange, scripted.code(), scripted.body());
      } else if (watch) {
        // A watch that nothing happens in: it stays open until the server goes.
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        Thread.currentThread().join();
      } else if (standing.containsKey(path)) {
        send(exchange, 200, standing.getOrDefault(path, ""));
      } else {
        send(exchange, 404, "{\"kind\":\"Status\",\"message\":\"not served\",\"code\":404}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
