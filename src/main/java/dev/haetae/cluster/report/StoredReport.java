package dev.haetae.cluster.report;

import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A report as it is in the cluster, or is not.
 *
 * @param object empty when there is none
 */
record StoredReport(ObjectValue object) {
  /** The property by which a result is known from one report to the next. */
  static final String RESULT_ID = "resultID";

  /** The report that is not there. */
  static final StoredReport NONE = new StoredReport(ObjectValue.EMPTY);

  private static final List<String> CONTENT =
      List.of("source", "configuration", "scope", "scopeSelector", "summary", "results");

  boolean isThere() {
    return object.size() > 0;
  }

  /** Returns whether it is there and another has made it, so that it is none of our business. */
  boolean isForeign() {
    return isThere()
        && !(metadata().get("labels") instanceof ObjectValue labels
            && labels.text(ReportDraft.MANAGED_BY).equals(ReportApi.NAME));
  }

  boolean isOurs() {
    return isThere() && !isForeign();
  }

  /** Its metadata as they can be written back. */
  ObjectValue metadata() {
    return object.get("metadata") instanceof ObjectValue metadata
        ? metadata.without("managedFields")
        : ObjectValue.EMPTY;
  }

  /** When each of its results was found first, by their ids; what cannot be read is left out. */
  Map<String, Instant> since() {
    Map<String, Instant> since = new HashMap<>();
    try {
      for (ObjectView result : ObjectView.of(object, Path.ROOT).objects("results")) {
        String id = result.object("properties").text(RESULT_ID);
        long seconds = result.object("timestamp").integer("seconds", -1);
        if (!id.isEmpty() && seconds >= 0) {
          since.put(id, Instant.ofEpochSecond(seconds));
        }
      }
    } catch (MalformedResourceException | DateTimeException e) {
      // The kind's schema is not ours: what it lets through counts as not known.
      return since;
    }
    return since;
  }

  /** Returns whether another object says the same, whatever the API server has added. */
  boolean saysTheSameAs(ObjectValue other) {
    for (String field : CONTENT) {
      if (!object.get(field).equals(other.get(field))) {
        return false;
      }
    }
    return metadata().equals(new StoredReport(other).metadata());
  }
}
