package dev.haetae.report.format;

import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Action;
import dev.haetae.rule.Grounds;
import java.util.List;

/** Writes a report as one JSON object, indented. */
public final class JsonReport {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_PATH = 4096;

  private final boolean explained;

  private JsonReport(boolean explained) {
    this.explained = explained;
  }

  /** The report's JSON, with a line break at its end. */
  public static String write(Report report) {
    return write(report, false);
  }

  /**
   * The same.
   *
   * @param explained whether the values are told on which the outcome of a policy's expression
   *     hangs
   */
  public static String write(Report report, boolean explained) {
    return JsonWriter.toIndentedText(new JsonReport(explained).of(report));
  }

  /** The report's JSON as a tree, for what holds a report and more. */
  public static ObjectValue tree(Report report) {
    return new JsonReport(false).of(report);
  }

  private ObjectValue of(Report report) {
    ObjectValue.Builder out = new ObjectValue.Builder(6);
    out.put("findings", findings(report.findings()));
    out.put("undecided", findings(report.undecided()));
    out.put("waived", findings(report.waived()));
    if (!report.repairs().isEmpty()) {
      out.put("repairs", findings(report.repairs()));
    }
    if (report.isCompared()) {
      out.put("baselined", findings(report.baselined()));
    }
    out.put("errors", errors(report.errors()));
    out.put("summary", summary(report));
    return out.build();
  }

  private ArrayValue findings(List<Located> findings) {
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (Located located : findings) {
      out.add(finding(located));
    }
    return out.build();
  }

  private ObjectValue finding(Located located) {
    Finding finding = located.finding();
    ObjectValue.Builder out = new ObjectValue.Builder(12);
    out.put("policy", finding.policy());
    out.put("rule", finding.rule());
    out.put("reason", finding.reason());
    out.put("action", finding.action().word());
    out.put("object", object(finding.object()));
    out.put("path", finding.path().shown(LONGEST_PATH));
    out.put("message", finding.message());
    out.put("remediation", finding.remediation());
    if (!finding.patch().isEmpty()) {
      out.put("patch", JsonPatch.toValue(finding.patch()));
    }
    if (!finding.exception().isEmpty()) {
      out.put("exception", finding.exception());
    }
    ObjectValue.Builder location = new ObjectValue.Builder(4);
    location.put("file", located.file());
    location.put("document", located.document());
    location.put("line", located.line());
    location.put("column", located.column());
    out.put("location", location.build());
    Grounds grounds = finding.grounds();
    if (grounds != null) {
      putGrounds(grounds, out);
    }
    return out.build();
  }

  private void putGrounds(Grounds grounds, ObjectValue.Builder out) {
    ObjectValue.Builder location = new ObjectValue.Builder(3);
    location.put("file", grounds.place().file());
    location.put("line", grounds.place().line());
    location.put("column", grounds.place().column());
    out.put("policyLocation", location.build());
    if (explained) {
      ArrayValue.Builder values = new ArrayValue.Builder();
      for (Grounds.Step step : grounds.steps()) {
        values.add(
            new ObjectValue.Builder(2)
                .put("expression", step.expression())
                .put("value", step.value())
                .build());
      }
      out.put("values", values.build());
    }
  }

  private static ObjectValue object(Resource resource) {
    ObjectValue.Builder out = new ObjectValue.Builder(4);
    out.put("apiVersion", name(resource.apiVersion()));
    out.put("kind", name(resource.kind()));
    out.put("namespace", name(resource.namespace()));
    out.put("name", name(resource.displayName()));
    return out.build();
  }

  static ArrayValue errors(List<Problem> problems) {
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (Problem problem : problems) {
      ObjectValue.Builder error = new ObjectValue.Builder(4);
      error.put("file", problem.file());
      error.put("line", problem.line());
      error.put("column", problem.column());
      error.put("message", problem.message());
      out.add(error.build());
    }
    return out.build();
  }

  private static ObjectValue summary(Report report) {
    ObjectValue.Builder out = new ObjectValue.Builder(8);
    out.put("files", report.files());
    out.put("objects", report.objects());
    out.put("deny", report.count(Action.DENY));
    out.put("warn", report.count(Action.WARN));
    out.put("audit", report.count(Action.AUDIT));
    out.put("undecided", report.undecided().size());
    out.put("waived", report.waived().size());
    if (report.isCompared()) {
      out.put("baselined", report.baselined().size());
    }
    out.put("errors", report.errors().size());
    return out.build();
  }

  // Repeated with each finding: what is longer than a name can be is cut.
  private static String name(String name) {
    return Text.shorten(name, LONGEST_NAME);
  }
}
