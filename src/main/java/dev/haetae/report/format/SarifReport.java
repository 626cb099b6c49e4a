package dev.haetae.report.format;

import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import dev.haetae.report.Outcome;
import dev.haetae.report.Region;
import dev.haetae.report.Report;
import dev.haetae.report.SourceText;
import dev.haetae.report.Sources;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Action;
import dev.haetae.rule.Grounds;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Writes a report as a SARIF 2.1.0 log, as GitHub's code scanning wants it. What is waived or known
 * to a baseline is left out, since GitHub does not heed suppressions; what is undecided is a note.
 */
final class SarifReport {
  /** The results that GitHub takes at most. */
  static final int MOST_RESULTS = 25_000;

  private static final int MOST_NOTIFICATIONS = 1_000;
  private static final int LONGEST_PATH = 400;
  private static final String ROOT = "%SRCROOT%";
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final Report report;
  private final String version;
  private final SourceRoot root;
  private final Sources sources;
  private final SarifRules rules = new SarifRules();
  private final SarifFixes fixes = new SarifFixes();
  private final ArrayValue.Builder results = new ArrayValue.Builder();
  private String hashedFile = "";
  private List<String> hashes = List.of();
  private int told;
  private int leftOut;

  private SarifReport(Report report, Setting setting) {
    this.report = report;
    this.version = setting.version();
    this.root = setting.root();
    this.sources = new Sources(report);
  }

  /** The log, with a line break at its end. */
  static String write(Report report, Setting setting) {
    return JsonWriter.toIndentedText(new SarifReport(report, setting).log());
  }

  static StringValue word(String text) {
    return new StringValue(text);
  }

  private ObjectValue log() {
    // The gravest first: they must not be those that are left out.
    for (Action action : List.of(Action.DENY, Action.WARN, Action.AUDIT)) {
      for (Located located : report.findings()) {
        if (located.finding().action() == action) {
          add(located, SarifRules.level(action), "");
        }
      }
    }
    for (Located located : report.undecided()) {
      add(located, SarifRules.level(Action.AUDIT), "undecided: ");
    }
    return new ObjectValue.Builder(3)
        .put("$schema", SCHEMA)
        .put("version", "2.1.0")
        .put("runs", ArrayValue.of(List.of(run())))
        .build();
  }

  private ObjectValue run() {
    ObjectValue.Builder driver =
        new ObjectValue.Builder(3)
            .put("name", "haetae")
            .put("version", version)
            .put("rules", rules.descriptors());
    return new ObjectValue.Builder(5)
        .put("tool", ObjectValue.of("driver", driver.build()))
        .put("invocations", ArrayValue.of(List.of(invocation())))
        .put(
            "originalUriBaseIds",
            ObjectValue.of(
                ROOT,
                ObjectValue.of(
                    "description", message("the checkout, or the folder in which haetae was run"))))
        .put("columnKind", "unicodeCodePoints")
        .put("results", results.build())
        .build();
  }

  private void add(Located located, String level, String prefix) {
    if (told == MOST_RESULTS) {
      leftOut++;
      return;
    }
    told++;
    Finding finding = located.finding();
    Region region = sources.region(located);
    ObjectValue.Builder result = new ObjectValue.Builder(9);
    result.put("ruleId", finding.rule());
    result.put("ruleIndex", rules.index(finding));
    result.put("level", level);
    result.put("message", message(prefix + sentence(finding)));
    result.put("locations", ArrayValue.of(List.of(location(located, region))));
    addPolicy(finding, result);
    result.put("partialFingerprints", fingerprints(located, region));
    addFix(located, result);
    result.put(
        "properties",
        new ObjectValue.Builder(3)
            .put("policy", finding.policy())
            .put("reason", finding.reason())
            .put("action", finding.action().word())
            .build());
    results.add(result.build());
  }

  // Where the expression is written that decided it.
  private void addPolicy(Finding finding, ObjectValue.Builder result) {
    Grounds grounds = finding.grounds();
    if (grounds != null && grounds.place().line() > 0) {
      Origin.Place at = grounds.place();
      Region region = new Region(at.line(), at.column(), at.column() + 1);
      result.put(
          "relatedLocations",
          ArrayValue.of(
              List.of(
                  new ObjectValue.Builder(3)
                      .put("id", 1)
                      .put("physicalLocation", place(at.file(), region))
                      .put("message", message("the expression of the policy"))
                      .build())));
    }
  }

  // A fix without changes would make GitHub refuse the whole log.
  private void addFix(Located located, ObjectValue.Builder result) {
    SourceText text = sources.text(located.file());
    ArrayValue replacements = text == null ? ArrayValue.EMPTY : fixes.replacements(located, text);
    if (replacements.size() > 0) {
      ObjectValue.Builder change = new ObjectValue.Builder(2);
      change.put("artifactLocation", artifact(located.file()));
      change.put("replacements", replacements);
      ObjectValue.Builder fix = new ObjectValue.Builder(2);
      fix.put("description", message(located.finding().remediation()));
      fix.put("artifactChanges", ArrayValue.of(List.of(change.build())));
      result.put("fixes", ArrayValue.of(List.of(fix.build())));
    }
  }

  // Lists show the first sentence alone.
  private static String sentence(Finding finding) {
    StringBuilder out = new StringBuilder(finding.object().describe());
    out.append(": ").append(finding.message()).append('.');
    if (!finding.remediation().isEmpty()) {
      out.append(" Fix: ").append(finding.remediation()).append('.');
    }
    return out.toString();
  }

  // What looks like a link in a message would be one.
  private static ObjectValue message(String text) {
    return ObjectValue.of("text", word(Text.escape(text).replace("](", "] (")));
  }

  private ObjectValue location(Located located, Region region) {
    ObjectValue logical =
        new ObjectValue.Builder(2)
            .put("fullyQualifiedName", name(located.finding()))
            .put("kind", "object")
            .build();
    return new ObjectValue.Builder(2)
        .put("physicalLocation", place(located.file(), region))
        .put("logicalLocations", ArrayValue.of(List.of(logical)))
        .build();
  }

  // apps/v1/Deployment/vision/web#spec.replicas
  private static String name(Finding finding) {
    Resource object = finding.object();
    StringJoiner name = new StringJoiner("/");
    name.add(Text.shorten(object.apiVersion())).add(Text.shorten(object.kind()));
    if (!object.namespace().isEmpty()) {
      name.add(Text.shorten(object.namespace()));
    }
    name.add(Text.shorten(object.displayName()));
    String path = finding.path().shown(LONGEST_PATH);
    return path.isEmpty() ? name.toString() : name + "#" + path;
  }

  private ObjectValue artifact(String file) {
    ObjectValue.Builder artifact = new ObjectValue.Builder(2);
    artifact.put("uri", root.uri(file));
    if (root.holds(file)) {
      artifact.put("uriBaseId", ROOT);
    }
    return artifact.build();
  }

  private ObjectValue place(String file, Region region) {
    return new ObjectValue.Builder(2)
        .put("artifactLocation", artifact(file))
        .put(
            "region",
            new ObjectValue.Builder(4)
                .put("startLine", region.line())
                .put("startColumn", region.column())
                .put("endLine", region.line())
                .put("endColumn", region.endColumn())
                .build())
        .build();
  }

  private ObjectValue fingerprints(Located located, Region region) {
    ObjectValue.Builder out = new ObjectValue.Builder(2);
    out.put("haetae/v1", report.fingerprints().of(located).id());
    SourceText text = sources.text(located.file());
    if (text != null) {
      if (!located.file().equals(hashedFile)) {
        hashedFile = located.file();
        hashes = LineHashes.of(text.text());
      }
      if (region.line() <= hashes.size()) {
        out.put("primaryLocationLineHash", hashes.get(region.line() - 1));
      }
    }
    return out.build();
  }

  private ObjectValue invocation() {
    ArrayValue.Builder notifications = new ArrayValue.Builder();
    List<Problem> errors = report.errors();
    for (Problem error : errors.subList(0, Math.min(errors.size(), MOST_NOTIFICATIONS))) {
      ObjectValue location =
          ObjectValue.of("physicalLocation", place(error.file(), sources.region(error)));
      notifications.add(
          new ObjectValue.Builder(3)
              .put("level", "error")
              .put("message", message(error.message()))
              .put("locations", ArrayValue.of(List.of(location)))
              .build());
    }
    if (errors.size() > MOST_NOTIFICATIONS) {
      notify(
          notifications,
          "%,d more inputs could not be read: -o json names them all",
          errors.size() - MOST_NOTIFICATIONS);
    }
    if (leftOut > 0) {
      notify(
          notifications,
          "%,d more findings are left out, since a log may hold 25,000: -o json has them all",
          leftOut);
    }
    Outcome outcome = report.outcome();
    return new ObjectValue.Builder(2)
        .put("executionSuccessful", outcome == Outcome.PASSED || outcome == Outcome.DENIED)
        .put("toolExecutionNotifications", notifications.build())
        .build();
  }

  private static void notify(ArrayValue.Builder to, String sentence, int count) {
    to.add(
        new ObjectValue.Builder(2)
            .put("level", "warning")
            .put("message", message(String.format(Locale.ROOT, sentence, count)))
            .build());
  }
}
