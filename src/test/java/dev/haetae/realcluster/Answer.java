package dev.haetae.realcluster;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the API server answered.
 *
 * @param warnings texts of its {@code Warning} headers
 */
record Answer(int code, String body, List<String> warnings) {
  private static final Pattern WARNING = Pattern.compile("299 \\S+ \"((?:[^\"\\\\]|\\\\.)*)\"");

  /** An answer that keeps its own copy. */
  Answer {
    warnings = List.copyOf(warnings);
  }

  static Answer of(int code, String body, List<String> headers) {
    return new Answer(
        code,
        body,
        headers.stream()
            .flatMap(header -> WARNING.matcher(header).results())
            .map(match -> match.group(1).replaceAll("\\\\(.)", "$1"))
            .toList());
  }

  boolean isRefused() {
    return code >= 400;
  }

  /** The object that was answered. */
  <T> T as(Class<T> type) {
    return Serialization.unmarshal(body, type);
  }

  /** The refusal. */
  Status status() {
    return as(Status.class);
  }
}
