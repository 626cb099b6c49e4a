package dev.haetae.cluster.client;

import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.KeptFields;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.ObjectStream;
import dev.haetae.resource.text.StreamedObject;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Reads from the API server as streams and trees, over the client's own connections: an object that
 * cannot be read is no reason to lose the others, and nothing is bound twice.
 */
public final class ApiServer {
  // What is no list: an object, or what kinds there are.
  private static final int LONGEST = 16 << 20;
  private static final int LONGEST_REFUSAL = 1 << 16;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PATIENCE_WITH_PAGES = Duration.ofSeconds(60);

  private final HttpClient http;
  private final String address;

  public ApiServer(Cluster cluster) {
    this.http = cluster.client().getHttpClient();
    String master = cluster.address();
    this.address = master.endsWith("/") ? master.substring(0, master.length() - 1) : master;
  }

  /**
   * Asks for the least that there is.
   *
   * @return whether the API server answered within {@code patience}, whatever it said
   */
  public boolean answers(Duration patience) throws InterruptedException {
    try {
      get("/version", patience);
      return true;
    } catch (RequestFailedException e) {
      return e.code() > 0 && e.code() < 500;
    }
  }

  /** Whether the API server has {@code path}; what is there is not read. */
  public boolean has(String path) throws RequestFailedException, InterruptedException {
    try {
      open(path, PATIENCE).close();
      return true;
    } catch (IOException e) {
      // It has answered; that it cannot be told to stop is no matter.
      return true;
    } catch (RequestFailedException e) {
      if (e.code() == 404) {
        return false;
      }
      throw e;
    }
  }

  /** The object at {@code path}. */
  ObjectValue get(String path) throws RequestFailedException, InterruptedException {
    try {
      return JsonReader.review(get(path, PATIENCE), Limits.FILES) instanceof ObjectValue object
          ? object
          : ObjectValue.EMPTY;
    } catch (UnreadableException e) {
      throw new RequestFailedException(200, what(path) + " cannot be read: " + e.sentence());
    }
  }

  /**
   * Hands over every object of the collection at {@code path}, once, in the API server's order. It
   * is read page by page, of as many objects as come to a few megabytes, and of each no more is in
   * memory than what is kept of one object.
   *
   * @param fields what is kept of an object
   * @param longest how many bytes of JSON may be kept of one
   * @return the resourceVersion that the list shows
   */
  public String list(String path, KeptFields fields, int longest, Consumer<StreamedObject> each)
      throws RequestFailedException, InterruptedException {
    PageSize size = new PageSize();
    Set<String> handedOver = new HashSet<>();
    Consumer<StreamedObject> once =
        object -> {
          // A page that broke off comes again from its beginning.
          if (object.name().isEmpty()
              || handedOver.add(KindWatch.key(object.namespace(), object.name()))) {
            each.accept(object);
          }
        };
    String rest = "";
    while (true) {
      String query = path + "?limit=" + size.objects() + rest;
      try (InputStream page = open(query, PATIENCE_WITH_PAGES)) {
        ObjectStream stream = new ObjectStream(page, fields, longest);
        ObjectValue list = stream.list(once);
        String next = text(list, "continue");
        if (next.isEmpty()) {
          return text(list, "resourceVersion");
        }
        rest = "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        handedOver.clear();
        size.read(stream.bytes());
      } catch (UnreadableException e) {
        throw new RequestFailedException(0, what(path) + " cannot be read: " + e.sentence());
      } catch (IOException e) {
        if (!size.brokeOff()) {
          throw new RequestFailedException(
              0, what(path) + " cannot be read to its end: " + Failures.reason(e));
        }
      } catch (RequestFailedException e) {
        // The API server has given up putting the page together.
        if (e.code() != 504 || !size.brokeOff()) {
          throw e;
        }
      }
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
    return response(query, PATIENCE);
  }

  private InputStream open(String path, Duration patience)
      throws RequestFailedException, InterruptedException {
    return new ImpatientStream(response(path, patience), patience);
  }

  private InputStream response(String path, Duration patience)
      throws RequestFailedException, InterruptedException {
    HttpResponse<InputStream> response = await(send(path, InputStream.class), path, patience);
    if (response.isSuccessful()) {
      return response.body();
    }
    try (InputStream body = new ImpatientStream(response.body(), PATIENCE)) {
      throw refusal(response.code(), path, body.readNBytes(LONGEST_REFUSAL));
    } catch (IOException e) {
      throw new RequestFailedException(response.code(), what(path) + ": status " + response.code());
    }
  }

  private byte[] get(String path, Duration patience)
      throws RequestFailedException, InterruptedException {
    try (InputStream body = open(path, patience)) {
      byte[] bytes = body.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new RequestFailedException(200, what(path) + " is longer than " + LONGEST + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw new RequestFailedException(
          0, what(path) + " cannot be read to its end: " + Failures.reason(e));
    }
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

  private static String text(ObjectValue object, String field) {
    return object.get(field) instanceof StringValue text ? text.text() : "";
  }
}
