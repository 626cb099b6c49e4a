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
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The API server, spoken to in JSON over the client's connections. What it answers comes as streams
 * and trees: an object that cannot be read is no reason to lose the others, and nothing is bound
 * twice.
 */
public final class ApiServer {
  // What is no list: an object, or what kinds there are.
  private static final int LONGEST = 16 << 20;
  private static final int LONGEST_REFUSAL = 1 << 16;

  private static final MediaType JSON = MediaType.get("application/json");
  private static final MediaType PATCH = MediaType.get("application/merge-patch+json");

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PATIENCE_WITH_PAGES = Duration.ofSeconds(60);

  private final OkHttpClient http;
  private final String address;

  ApiServer(OkHttpClient http, String address) {
    this.http = http;
    this.address = address;
  }

  /**
   * Asks for the least that there is.
   *
   * @return whether the API server answered within {@code patience}, whatever it said
   */
  public boolean answers(Duration patience) throws InterruptedException {
    try {
      var _ = bytes(get("/version"), "/version", patience);
      return true;
    } catch (RequestFailedException e) {
      return e.code() > 0 && e.code() < 500;
    }
  }

  /** Returns whether the API server has {@code path}; what is there is not read. */
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
  public ObjectValue object(String path) throws RequestFailedException, InterruptedException {
    try {
      return JsonReader.review(json(path), Limits.FILES) instanceof ObjectValue object
          ? object
          : ObjectValue.EMPTY;
    } catch (UnreadableException e) {
      throw new RequestFailedException(200, what(path) + " cannot be read: " + e.sentence());
    }
  }

  /** The object at {@code path}, in JSON. */
  byte[] json(String path) throws RequestFailedException, InterruptedException {
    return bytes(get(path), path, PATIENCE);
  }

  /**
   * Replaces the object at {@code path}, which has to be the version that {@code json} names.
   *
   * @return the object as it is now
   */
  public byte[] put(String path, byte[] json) throws RequestFailedException, InterruptedException {
    return bytes(request(path).put(RequestBody.create(json, JSON)).build(), path, PATIENCE);
  }

  /**
   * Makes an object in the collection at {@code path}.
   *
   * @throws RequestFailedException with code 409 when there is one of its name
   */
  public void post(String path, byte[] json) throws RequestFailedException, InterruptedException {
    var _ = bytes(request(path).post(RequestBody.create(json, JSON)).build(), path, PATIENCE);
  }

  /**
   * Sends a request whose answer counts whatever it is, a refusal too.
   *
   * @param json null for a request without a body
   */
  CutStream answer(String method, String path, byte @Nullable [] json)
      throws RequestFailedException, InterruptedException {
    RequestBody body = json == null ? null : RequestBody.create(json, JSON);
    return await(request(path).method(method, body).build(), path, PATIENCE_WITH_PAGES);
  }

  /**
   * Removes the object at {@code path}.
   *
   * @param options a DeleteOptions, which may name the version that is to be removed
   * @throws RequestFailedException with code 404 when there is none, and with code 409 when it is
   *     of another version
   */
  public void delete(String path, byte[] options)
      throws RequestFailedException, InterruptedException {
    var _ = bytes(request(path).delete(RequestBody.create(options, JSON)).build(), path, PATIENCE);
  }

  /** Changes the object at {@code path} by a merge patch. */
  public void patch(String path, byte[] json) throws RequestFailedException, InterruptedException {
    var _ = bytes(request(path).patch(RequestBody.create(json, PATCH)).build(), path, PATIENCE);
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
      String query = path + separator(path) + "limit=" + size.objects() + rest;
      try (InputStream page = open(query, PATIENCE_WITH_PAGES)) {
        ObjectStream stream = new ObjectStream(page, fields, longest);
        ObjectValue list = stream.list(once);
        String next = list.text("continue");
        if (next.isEmpty()) {
          return list.text("resourceVersion");
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
  public CutStream watch(String path, String resourceVersion, long seconds)
      throws RequestFailedException, InterruptedException {
    String query =
        path
            + separator(path)
            + "watch=true&allowWatchBookmarks=true&timeoutSeconds="
            + seconds
            + "&resourceVersion="
            + URLEncoder.encode(resourceVersion, StandardCharsets.UTF_8);
    return response(get(query), query, PATIENCE);
  }

  /** The value of a query parameter as it would be sent; null when it would not. */
  @Nullable String parameter(String path, String name) {
    HttpUrl url = HttpUrl.parse(address + path);
    return url == null ? null : url.queryParameter(name);
  }

  private static char separator(String path) {
    return path.indexOf('?') < 0 ? '?' : '&';
  }

  private InputStream open(String path, Duration patience)
      throws RequestFailedException, InterruptedException {
    return response(get(path), path, patience).impatient(patience);
  }

  private Request get(String path) {
    return request(path).build();
  }

  private Request.Builder request(String path) {
    return new Request.Builder()
        .url(address + path)
        .header("User-Agent", "haetae")
        .header("Accept", "application/json")
        // What is near costs less to carry than to compress.
        .header("Accept-Encoding", "identity");
  }

  private CutStream response(Request request, String path, Duration patience)
      throws RequestFailedException, InterruptedException {
    CutStream answer = await(request, path, patience);
    if (answer.code() < 300) {
      return answer;
    }
    try (InputStream body = answer.impatient(PATIENCE)) {
      throw refusal(answer.code(), path, body.readNBytes(LONGEST_REFUSAL));
    } catch (IOException e) {
      throw refusal(answer.code(), path, new byte[0]);
    }
  }

  private byte[] bytes(Request request, String path, Duration patience)
      throws RequestFailedException, InterruptedException {
    try (InputStream body = response(request, path, patience).impatient(patience)) {
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

  private CutStream await(Request request, String path, Duration patience)
      throws RequestFailedException, InterruptedException {
    CompletableFuture<CutStream> answer = new CompletableFuture<>();
    Call call = http.newCall(request);
    call.enqueue(
        new Callback() {
          @Override
          public void onResponse(Call answered, Response response) {
            CutStream stream = new CutStream(answered, response);
            if (!answer.complete(stream)) {
              stream.cut();
              response.close();
            }
          }

          @Override
          public void onFailure(Call failed, IOException failure) {
            answer.completeExceptionally(failure);
          }
        });
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      String reason = Failures.reason(e);
      throw new RequestFailedException(0, "the API server at " + address + ": " + reason, reason);
    } catch (TimeoutException e) {
      throw new RequestFailedException(
          0,
          "no answer from the API server at " + address + " for " + what(path),
          Failures.reason(e));
    } finally {
      if (answer.cancel(true)) {
        call.cancel();
      }
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
    String status = "status " + code;
    return message.isEmpty()
        ? new RequestFailedException(code, what(path) + ": " + status, status)
        : new RequestFailedException(code, message);
  }

  private static String what(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}
