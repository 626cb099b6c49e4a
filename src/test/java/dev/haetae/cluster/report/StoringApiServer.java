package dev.haetae.cluster.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.haetae.cluster.client.FakeApiServer;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API server that keeps what is written, by versions, and serves the APIs that it is told. */
final class StoringApiServer implements AutoCloseable {
  private final HttpServer http;
  private final Map<String, ObjectValue> objects = new TreeMap<>();
  private final Set<String> namespaces = new HashSet<>(Set.of("default"));
  private final Set<ReportApi> served = new HashSet<>();
  private final Map<String, Integer> refused = new HashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private int version = 100;

  StoringApiServer(ReportApi... apis) throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::answer);
    served.addAll(List.of(apis));
    http.start();
  }

  synchronized void serve(ReportApi... apis) {
    served.clear();
    served.addAll(List.of(apis));
    objects
        .keySet()
        .removeIf(path ->
            path.contains("reports/")
                && served.stream().noneMatch(api -> path.contains(api.apiVersion())));
  }

  synchronized void namespace(String name) {
    namespaces.add(name);
  }

  synchronized void end(String namespace) {
    namespaces.remove(namespace);
  }

  /** Refuses what is asked about a path. */
  synchronized void refuse(String path, int code) {
    refused.put(path, code);
  }

  synchronized void allow() {
    refused.clear();
  }

  synchronized void put(String path, ObjectValue object) {
    objects.put(path, versioned(object));
  }

  synchronized void remove(String path) {
    objects.remove(path);
  }

  /** The object at a path; empty when there is none. */
  synchronized ObjectValue get(String path) {
    return objects.getOrDefault(path, ObjectValue.EMPTY);
  }

  synchronized List<String> paths() {
    return List.copyOf(objects.keySet());
  }

  /** The requests that write since it was asked last. */
  List<String> writes() {
    List<String> writes = new ArrayList<>();
    for (String request : asked) {
      if (!request.startsWith("GET ")) {
        writes.add(request);
      }
    }
    asked.clear();
    return writes;
  }

  String kubeconfig() {
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

  private ObjectValue versioned(ObjectValue object) {
    ObjectValue metadata = (ObjectValue) object.get("metadata");
    String now = Integer.toString(++version);
    ObjectValue kept = metadata.has("uid") ? metadata : metadata.with("uid", text("uid-" + now));
    return object.with("metadata", kept.with("resourceVersion", text(now)));
  }

  private static StringValue text(String text) {
    return new StringValue(text);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    asked.add(method + ' ' + path);
    byte[] body = exchange.getRequestBody().readAllBytes();
    try (exchange) {
      if (refused.containsKey(path)) {
        send(exchange, refused.get(path), "{\"message\":\"not for you\"}");
        return;
      }
      switch (method) {
        case "GET" -> get(exchange, path);
        case "POST" -> post(exchange, path, read(body));
        case "PUT" -> put(exchange, path, read(body));
        default -> delete(exchange, path, read(body));
      }
    }
  }

  private static ObjectValue read(byte[] body) {
    try {
      return (ObjectValue) JsonReader.review(body, Limits.FILES);
    } catch (UnreadableException e) {
      throw new AssertionError(e.sentence(), e);
    }
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    for (ReportApi api : served) {
      if (path.equals("/apis/" + api.apiVersion())) {
        List<String> kinds =
            api.plurals().stream()
                .map("{\"name\":\"%s\",\"kind\":\"K\",\"verbs\":[\"list\"]}"::formatted)
                .toList();
        send(exchange, 200, "{\"resources\":[" + String.join(",", kinds) + "]}");
        return;
      }
    }
    if (path.equals("/api/v1/namespaces")) {
      String[] items =
          namespaces.stream()
              .map("{\"metadata\":{\"name\":\"%s\"}}"::formatted)
              .toArray(String[]::new);
      send(exchange, 200, FakeApiServer.list("1", "", items));
    } else if (objects.containsKey(path)) {
      send(exchange, 200, JsonWriter.toText(get(path)));
    } else if (namespaces.contains(path.substring(path.lastIndexOf('/') + 1))) {
      send(exchange, 200, "{\"metadata\":{}}");
    } else {
      send(exchange, 404, "{\"message\":\"not found\"}");
    }
  }

  private void post(HttpExchange exchange, String path, ObjectValue object) throws IOException {
    String[] steps = path.split("/", -1);
    String name = path + '/' + ((ObjectValue) object.get("metadata")).text("name");
    if (served.stream().noneMatch(api -> path.contains(api.apiVersion()))
        || (steps.length > 5 && !namespaces.contains(steps[5]))) {
      send(exchange, 404, "{\"message\":\"not found\"}");
    } else if (objects.containsKey(name)) {
      send(exchange, 409, "{\"message\":\"is there\"}");
    } else {
      put(name, object);
      send(exchange, 201, JsonWriter.toText(get(name)));
    }
  }

  private void put(HttpExchange exchange, String path, ObjectValue object) throws IOException {
    if (!version(get(path)).equals(version(object))) {
      send(exchange, 409, "{\"message\":\"has changed\"}");
    } else {
      put(path, object);
      send(exchange, 200, JsonWriter.toText(get(path)));
    }
  }

  private void delete(HttpExchange exchange, String path, ObjectValue options) throws IOException {
    ObjectValue wanted = (ObjectValue) options.get("preconditions");
    if (!version(get(path)).equals(wanted.text("resourceVersion"))) {
      send(exchange, 409, "{\"message\":\"has changed\"}");
    } else {
      remove(path);
      send(exchange, 200, "{}");
    }
  }

  private static String version(ObjectValue object) {
    return object.get("metadata") instanceof ObjectValue metadata
        ? metadata.text("resourceVersion")
        : "";
  }

  private static void send(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
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
