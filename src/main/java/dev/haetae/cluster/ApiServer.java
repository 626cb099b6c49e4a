package dev.haetae.cluster;

import dev.haetae.resource.JsonReader;
import dev.haetae.resource.JsonSelection;
import dev.haetae.resource.Limits;
import dev.haetae.resource.ObjectValue;
import dev.haetae.resource.StringValue;
import dev.haetae.resource.Text;
import dev.haetae.resource.UnreadableException;
import dev.haetae.resource.Value;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Reads from the API server as bytes and trees, over the client's own connections: an object that
 * the typed model cannot hold is no reason to lose the others, and nothing is bound twice.
 */
final class ApiServer {
  /** How many objects one page of a list holds: a megabyte or two of pods. */
  private static final int PAGE = 200;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PATIENCE_WITH_PAGES = Duration.ofSeconds(60);

  private final HttpClient http;
  private final String address;

  ApiServer(Cluster cluster) {
    this.http = cluster.client().getHttpClient();
    String master = cluster.address();
    this.address = master.endsWith("/") ? master.substring(0, master.length() - 1) : master;
  }

  /**
   * Asks for the least that there is.
   *
   * @return whether the API server answered within {@code patience}, whatever it said
   */
  boolean answers(Duration patience) throws InterruptedException {
    try {
      get("/version", patience);
      return true;
    } catch (RequestFailedException e) {
      return e.code() > 0 && e.code() < 500;
    }
  }

  /** The object at {@code path}. */
  ObjectValue get(String path) throws RequestFailedException, InterruptedException {
    try {
      return JsonReader.review(get(path, PATIENCE), Limits.FILES) instanceof ObjectValue object
          ? object
          : ObjectValue.EMPTY;
    } catch (UnreadableException e) {
      throw new RequestFailedException(0, what(path) + " cannot be read: " + e.sentence());
    }
  }

  /**
   * Every object of the collection at {@code path}, in the API server's order, page by page.
   *
   * @return the resourceVersion that the list shows
   */
  String list(String path, Consumer<ObjectValue> each)
      throws RequestFailedException, InterruptedException {
    String rest = "";
    while (true) {
      byte[] page = get(path + "?limit=" + PAGE + rest, PATIENCE_WITH_PAGES);
      ObjectValue list;
      try {
        list = JsonReader.list(page, JsonSelection.OBJECT, each);
      } catch (UnreadableException e) {
        throw new RequestFailedException(0, what(path) + " cannot be read: " + e.sentence());
      }
      String next = metadata(list, "continue");
      if (next.isEmpty()) {
        return metadata(list, "resourceVersion");
      }
      rest = "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }
  }

  /**
   * Opens a stream of the changes of the collection at {@code path}.
   *
   * @param resourceVersion after which
   * @param seconds after which the API server ends it
   */
  InputStream watch(String path, String resourceVersion, long seconds)
      throws RequestFailedException, InterruptedException {
    String query =
        path
            + "?watch=true&allowWatchBookmarks=true&timeoutSeconds="
            + seconds
            + "&resourceVersion="
            + URLEncoder.encode(resourceVersion, StandardCharsets.UTF_8);
    HttpResponse<InputStream> response = await(send(query, InputStream.class), query, PATIENCE);
    if (response.isSuccessful()) {
      return response.body();
    }
    try (InputStream body = response.body()) {
      throw refusal(response.code(), query, body.readNBytes(1 << 16));
    } catch (IOException e) {
      throw new RequestFailedException(response.code(), what(path) + ": status " + response.code());
    }
  }

  private byte[] get(String path, Duration patience)
      throws RequestFailedException, InterruptedException {
    HttpResponse<byte[]> response = await(send(path, byte[].class), path, patience);
    if (!response.isSuccessful()) {
      throw refusal(response.code(), path, response.body());
    }
    return response.body();
  }

  private <T> CompletableFuture<HttpResponse<T>> send(String path, Class<T> type) {
    HttpRequest request =
        http.newHttpRequestBuilder()
            .uri(address + path)
            .header("Accept", "application/json")
            .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .build();
    return http.sendAsync(request, type);
  }

  private <T> T await(CompletableFuture<T> answer, String path, Duration patience)
      throws RequestFailedException, InterruptedException {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | CancellationException e) {
      answer.cancel(true);
      throw new RequestFailedException(
          0, "no answer from the API server at " + address + " for " + what(path));
    } catch (ExecutionException e) {
      throw new RequestFailedException(
          0, "the API server at " + address + ": " + Failures.reason(e));
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    }
  }

  private static RequestFailedException refusal(int code, String path, byte[] body) {
    String message = "";
    try {
      if (JsonReader.review(body, Limits.REVIEW) instanceof ObjectValue status
          && status.get("message") instanceof StringValue text) {
        message = Text.shorten(text.text(), 500);
      }
    } catch (UnreadableException e) {
      // A proxy's page, as a rule: the status says enough.
    }
    return new RequestFailedException(
        code, message.isEmpty() ? what(path) + ": status " + code : message);
  }

  private static String what(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  private static String metadata(ObjectValue list, String field) {
    Value metadata = list.get("metadata");
    return metadata instanceof ObjectValue object && object.get(field) instanceof StringValue text
        ? text.text()
        : "";
  }
}
