package dev.haetae.cluster.client;

import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests of which the API server says what it would do, and does nothing ({@code dryRun}). */
public final class DryRuns {
  private static final String ALL = "All";
  private static final String DRY = "?dryRun=" + ALL;
  private static final String QUERY = DRY + "&fieldManager=haetae";
  private static final byte[] OPTIONS =
      JsonWriter.toLine(
          new ObjectValue.Builder(4)
              .put("kind", "DeleteOptions")
              .put("apiVersion", "v1")
              .put("propagationPolicy", "Background")
              .put("dryRun", ArrayValue.of(List.of(new StringValue(ALL))))
              .build());

  private static final int LONGEST = 16 << 20;
  private static final int NOT_THERE = 404;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ApiServer server;

  /** Requests to this API server. */
  public DryRuns(ApiServer server) {
    this.server = server;
  }

  /**
   * What the API server answers.
   *
   * @param code the HTTP status
   * @param reason of a refusal, such as {@code AlreadyExists}; else empty
   * @param message of a refusal; else empty
   * @param warnings the texts of its warnings
   */
  public record Answer(int code, String reason, String message, List<String> warnings) {
    /** An answer with a copy of its own. */
    public Answer {
      warnings = List.copyOf(warnings);
    }

    /** Returns whether it would have been done. */
    public boolean isAdmitted() {
      return code < 300;
    }
  }

  /**
   * Would create an object.
   *
   * @param collection the path of the objects of its kind, in its namespace
   */
  public Answer create(String collection, ObjectValue object)
      throws RequestFailedException, InterruptedException {
    return answer("POST", collection + QUERY, JsonWriter.toLine(object));
  }

  /**
   * Would put an object in the place of the one that is there.
   *
   * @param path of the object
   */
  public Answer replace(String path, ObjectValue object)
      throws RequestFailedException, InterruptedException {
    return answer("PUT", path + QUERY, JsonWriter.toLine(object));
  }

  /**
   * Would delete an object.
   *
   * @param path of the object
   */
  public Answer delete(String path) throws RequestFailedException, InterruptedException {
    return answer("DELETE", path + DRY, OPTIONS);
  }

  /** The object at a path as it is; null when there is none, or it may not be seen. */
  public @Nullable ObjectValue existing(String path)
      throws RequestFailedException, InterruptedException {
    try {
      return server.object(path);
    } catch (RequestFailedException e) {
      if (e.code() == NOT_THERE || e.isHidden()) {
        return null;
      }
      throw e;
    }
  }

  private Answer answer(String method, String path, byte[] json)
      throws RequestFailedException, InterruptedException {
    if (!ALL.equals(server.parameter(path, "dryRun"))) {
      throw new RequestFailedException(
          0, "the path " + Text.quote(path) + " takes no dry run, so nothing was asked for");
    }
    CutStream answer = server.answer(method, path, json);
    List<String> warnings = new ArrayList<>();
    answer.warnings().forEach(header -> warnings.add(text(header)));
    try (InputStream body = answer.impatient(PATIENCE)) {
      byte[] bytes = body.readNBytes(LONGEST);
      return answer.code() < 300
          ? new Answer(answer.code(), "", "", warnings)
          : refusal(answer.code(), bytes, warnings);
    } catch (IOException e) {
      throw new RequestFailedException(
          0, "the answer to a dry run cannot be read to its end: " + Failures.reason(e));
    }
  }

  private static Answer refusal(int code, byte[] body, List<String> warnings) {
    try {
      if (JsonReader.review(body, Limits.REVIEW) instanceof ObjectValue status) {
        return new Answer(code, status.text("reason"), status.text("message"), warnings);
      }
    } catch (UnreadableException e) {
      // A proxy's page, as a rule: the status says enough.
    }
    return new Answer(code, "", "status " + code, warnings);
  }

  // 299 - "text", where a backslash stands before a quote and a backslash.
  private static String text(String header) {
    int from = header.indexOf('"');
    int to = header.lastIndexOf('"');
    if (from < 0 || to <= from) {
      return header;
    }
    StringBuilder out = new StringBuilder();
    for (int i = from + 1; i < to; i++) {
      char c = header.charAt(i);
      if (c == '\\' && i + 1 < to) {
        i++;
        c = header.charAt(i);
      }
      out.append(c);
    }
    return out.toString();
  }
}
