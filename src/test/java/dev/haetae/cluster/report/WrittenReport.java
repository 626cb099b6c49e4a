package dev.haetae.cluster.report;

import dev.haetae.audit.AuditResult;
import dev.haetae.resource.tree.JsonWriter;
import java.util.Map;
import java.util.Objects;

/** What is sent to an API server as the first report of a place. */
public final class WrittenReport {
  private WrittenReport() {}

  /** The JSON of it. */
  public static String of(ReportApi api, AuditResult audit, String place) {
    ReportDraft draft =
        Objects.requireNonNull(ReportPlan.of(audit, 32 << 20).drafts().get(place), place);
    return JsonWriter.toText(draft.object(api, StoredReport.NONE, Map.of()));
  }
}
