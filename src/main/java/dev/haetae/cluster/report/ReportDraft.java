package dev.haetae.cluster.report;

import dev.haetae.audit.ResultCount;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the report of one place is to say.
 *
 * @param place a namespace; empty for what is in none
 * @param at when it was found
 * @param count everything that was found there, told or not
 * @param results those that are told, in order
 * @param most how many may be told
 */
record ReportDraft(
    String place, Instant at, ResultCount count, List<ReportResult> results, int most) {
  /** The annotation with the number of results that are counted and not told. */
  static final String LEFT_OUT = "haetae.dev/left-out";

  /** The label, and its value, of what is ours. */
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  ReportDraft {
    results = List.copyOf(results);
  }

  /** The number of results that are counted and not told. */
  int leftOut() {
    return Math.max(0, count.told() - results.size());
  }

  /**
   * The object that says it.
   *
   * @param before the object as it is now, of which what is not ours is kept
   * @param since when the results were found first that are known already, by their ids
   */
  ObjectValue object(ReportApi api, StoredReport before, Map<String, Instant> since) {
    ObjectValue.Builder out = new ObjectValue.Builder(7);
    out.put("apiVersion", api.apiVersion()).put("kind", api.kind(place));
    out.put("metadata", metadata(before));
    if (api == ReportApi.OPENREPORTS) {
      out.put("source", ReportApi.NAME).put("configuration", limits());
    }
    out.put("summary", summary());
    ArrayValue.Builder told = new ArrayValue.Builder();
    results.forEach(
        result -> told.add(result.tree(since.getOrDefault(result.fingerprint().id(), at))));
    return out.put("results", told.build()).build();
  }

  private ObjectValue metadata(StoredReport before) {
    ObjectValue kept = before.metadata().with("name", text(ReportApi.NAME));
    if (!place.isEmpty()) {
      kept = kept.with("namespace", text(place));
    }
    kept = kept.with("labels", map(kept, "labels").with(MANAGED_BY, text(ReportApi.NAME)));
    ObjectValue annotations = map(kept, "annotations").without(LEFT_OUT);
    if (leftOut() > 0) {
      annotations = annotations.with(LEFT_OUT, text(Integer.toString(leftOut())));
    }
    return annotations.size() == 0
        ? kept.without("annotations")
        : kept.with("annotations", annotations);
  }

  private static ObjectValue map(ObjectValue metadata, String key) {
    return metadata.get(key) instanceof ObjectValue map ? map : ObjectValue.EMPTY;
  }

  private static StringValue text(String text) {
    return new StringValue(text);
  }

  // That there may be more, and that what passes is counted only.
  private ObjectValue limits() {
    return ObjectValue.of(
        "limits",
        new ObjectValue.Builder(2)
            .put("maxResults", most)
            .put("statusFilter", ArrayValue.ofTexts(List.of("fail", "warn", "error", "skip")))
            .build());
  }

  private ObjectValue summary() {
    return new ObjectValue.Builder(5)
        .put("pass", count.passed())
        .put("fail", count.denied())
        .put("warn", count.warned())
        .put("error", count.undecided())
        .put("skip", count.waived())
        .build();
  }
}
