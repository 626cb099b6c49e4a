package dev.haetae.report.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.haetae.SharedFolder;
import dev.haetae.engine.PolicyCase;
import dev.haetae.report.CaseReport;
import dev.haetae.report.Report;
import dev.haetae.report.SourceText;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SARIF logs that code scanning takes. */
final class SarifReportTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: 가}
      """;

  static List<Path> cases() throws IOException {
    return CaseReport.cases();
  }

  private static Value result(String log, Object... path) {
    Value result = Written.json(log, "runs", 0, "results", 0);
    for (Object step : path) {
      result =
          step instanceof Integer index
              ? ((ArrayValue) result).get(index)
              : ((ObjectValue) result).get((String) step);
    }
    return result;
  }

  @Test
  void fitThePublishedSchema() throws IOException {
    Schema schema = schema();
    for (Path file : cases()) {
      Report report = CaseReport.of(PolicyCase.of(file));
      assertThat(schema.validate(SarifReport.write(report, Written.SETTING), InputFormat.JSON))
          .as(file.toString())
          .isEmpty();
    }
    Report broken =
        new Report.Builder()
            .error(new Problem("a b.yaml", 3, 7, "no YAML"))
            .error(Problem.of("-", "nothing"))
            .build();
    for (Report report : List.of(broken, new Report.Builder().build())) {
      assertThat(schema.validate(SarifReport.write(report, Written.SETTING), InputFormat.JSON))
          .isEmpty();
    }
    // The schema is asked, and not only read.
    String log = SarifReport.write(Written.denials("a.yaml", POD, "no"), Written.SETTING);
    assertThat(schema.validate(log.replace("startLine", "startLime"), InputFormat.JSON))
        .isNotEmpty();
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
        .getSchema(
            Files.readString(SharedFolder.schema("sarif-schema-2.1.0.json")), InputFormat.JSON);
  }

  // What GitHub asks for beyond the schema.
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void haveWhatGithubAsksFor(Path file) {
    Report report = CaseReport.of(PolicyCase.of(file));
    String log = SarifReport.write(report, Written.SETTING);
    ArrayValue results = (ArrayValue) Written.json(log, "runs", 0, "results");
    ArrayValue rules = (ArrayValue) Written.json(log, "runs", 0, "tool", "driver", "rules");
    assertThat(results.size()).isEqualTo(report.findings().size() + report.undecided().size());
    for (int i = 0; i < results.size(); i++) {
      ObjectValue result = (ObjectValue) results.get(i);
      ObjectValue place =
          (ObjectValue) Written.json(result.toString(), "locations", 0, "physicalLocation");
      ObjectValue region = (ObjectValue) place.get("region");
      assertThat(((ObjectValue) place.get("artifactLocation")).text("uri"))
          .isEqualTo(file.toString());
      assertThat(number(region, "startLine")).isPositive();
      assertThat(number(region, "endLine")).isEqualTo(number(region, "startLine"));
      assertThat(number(region, "endColumn")).isGreaterThan(number(region, "startColumn"));
      assertThat(((ObjectValue) result.get("partialFingerprints")).text("primaryLocationLineHash"))
          .matches("[0-9a-f]+:[0-9]+");
      int index = Integer.parseInt(result.get("ruleIndex").toString());
      assertThat(((ObjectValue) rules.get(index)).text("id")).isEqualTo(result.text("ruleId"));
    }
    for (int i = 0; i < rules.size(); i++) {
      ObjectValue rule = (ObjectValue) rules.get(i);
      for (String field : List.of("shortDescription", "fullDescription", "help")) {
        assertThat(((ObjectValue) rule.get(field)).text("text"))
            .isNotBlank()
            .hasSizeLessThanOrEqualTo(1024);
      }
      assertThat(((ObjectValue) rule.get("help")).text("markdown"))
          .startsWith("# " + rule.text("id"));
    }
  }

  private static int number(ObjectValue object, String key) {
    return Integer.parseInt(object.get(key).toString());
  }

  @Test
  void countColumnsInCodePoints() {
    String yaml = "{\"apiVersion\": \"v1\", \"metadata\": {\"name\": \"😀가\"}, \"kind\": \"Pod\"}";
    String log = SarifReport.write(Written.denials("a.json", yaml, "no"), Written.SETTING);
    assertThat(Written.json(log, "runs", 0, "columnKind").toString())
        .isEqualTo("unicodeCodePoints");
    Value region = result(log, "locations", 0, "physicalLocation", "region");
    int column = yaml.codePointCount(0, yaml.indexOf("\"kind\"")) + 1;
    assertThat(region.toString())
        .isEqualTo(
            "{\"startLine\":1,\"startColumn\":%d,\"endLine\":1,\"endColumn\":%d}"
                .formatted(column, column + 6));
  }

  @Test
  void nameTheObjectAndItsField() {
    String log = SarifReport.write(Written.denials("a.yaml", POD, "no"), Written.SETTING);
    assertThat(result(log, "locations", 0, "logicalLocations", 0, "fullyQualifiedName").toString())
        .isEqualTo("v1/Pod/default/가#kind");
  }

  @Test
  void makeNoLinkOfWhatAManifestSays() {
    String log =
        SarifReport.write(
            Written.denials("a.yaml", POD, "see [this](https://evil)\u202e"), Written.SETTING);
    assertThat(result(log, "message", "text").toString())
        .startsWith("Pod default/가: see [this] (https://evil)\\u202e. Fix: ");
  }

  @Test
  void tellOfWhatCouldNotBeRead() {
    Report report =
        new Report.Builder()
            .file("b c.yaml", () -> "a: b: c\n")
            .error(new Problem("b c.yaml", 1, 5, "a second \": \""))
            .build();
    Value invocation =
        Written.json(SarifReport.write(report, Written.SETTING), "runs", 0, "invocations", 0);
    assertThat(invocation.toString())
        .startsWith("{\"executionSuccessful\":false")
        .contains("\"level\":\"error\"", "\"uri\":\"b%20c.yaml\"", "\"startLine\":1");
  }

  @Test
  void leaveTheLeastGraveOutWhereThereAreTooMany() {
    Resource pod = Written.object("a.yaml", POD);
    Report.Builder report = new Report.Builder().file("a.yaml", () -> POD);
    dev.haetae.resource.tree.Path kind = dev.haetae.resource.tree.Path.of("kind");
    for (int i = 0; i < SarifReport.MOST_RESULTS; i++) {
      report.found(pod, Written.finding(pod, Action.WARN, kind, "warned"));
    }
    report.found(pod, Written.finding(pod, Action.DENY, kind, "denied"));
    String log = SarifReport.write(report.build(), Written.SETTING);
    assertThat(((ArrayValue) Written.json(log, "runs", 0, "results")).size())
        .isEqualTo(SarifReport.MOST_RESULTS);
    assertThat(result(log, "level").toString()).isEqualTo("error");
    assertThat(Written.json(log, "runs", 0, "invocations", 0).toString())
        .contains("1 more findings are left out");
  }

  // What they replace, replaced, must be what the finding asks for.
  @Test
  void holdTheEditsThatMendWhatTheyTell() throws IOException {
    int seen = 0;
    for (Path file : cases()) {
      Report report = CaseReport.of(PolicyCase.of(file));
      String log = SarifReport.write(report, Written.SETTING);
      ArrayValue results = (ArrayValue) Written.json(log, "runs", 0, "results");
      for (int i = 0; i < results.size(); i++) {
        if (((ObjectValue) results.get(i)).get("fixes") instanceof ArrayValue fixes) {
          ObjectValue change =
              (ObjectValue) Written.json(fixes.toString(), 0, "artifactChanges", 0);
          String text = Files.readString(file);
          String mended = mended(text, (ArrayValue) change.get("replacements"));
          assertThat(mended).isNotEqualTo(text);
          assertThat(read(file, mended)).hasSameSizeAs(read(file, text));
          seen++;
        }
      }
    }
    assertThat(seen).isPositive();
  }

  private static List<Resource> read(Path file, String text) {
    return ManifestReader.read(text.getBytes(UTF_8), file.toString(), "default", Limits.FILES)
        .resources();
  }

  // From the back, so that the places before stay.
  private static String mended(String text, ArrayValue replacements) {
    assertThat(replacements.size()).isPositive();
    String mended = text;
    for (int i = replacements.size() - 1; i >= 0; i--) {
      ObjectValue replacement = (ObjectValue) replacements.get(i);
      ObjectValue region = (ObjectValue) replacement.get("deletedRegion");
      SourceText source = new SourceText(text);
      int start = source.offset(number(region, "startLine"), number(region, "startColumn"));
      int end = source.offset(number(region, "endLine"), number(region, "endColumn"));
      mended =
          mended.substring(0, start)
              + ((ObjectValue) replacement.get("insertedContent")).text("text")
              + mended.substring(end);
    }
    return mended;
  }

  @Test
  void offerTheFreePort() {
    Path file =
        Path.of("policies/node-port-range/cases/deny.NodePortOutOfTeamRange.no-number.yaml");
    String log = SarifReport.write(CaseReport.of(PolicyCase.of(file)), Written.SETTING);
    assertThat(result(log, "fixes", 0, "description", "text").toString()).isEqualTo("write 30100");
    assertThat(
            result(
                    log,
                    "fixes",
                    0,
                    "artifactChanges",
                    0,
                    "replacements",
                    0,
                    "insertedContent",
                    "text")
                .toString())
        .contains("nodePort: 30100");
  }

  @Test
  void leaveOutWhatABaselineKnows() {
    Report report = Written.denials("a.yaml", POD, "one", "two");
    String log =
        SarifReport.write(
            report.without(one -> one.finding().message().equals("one")), Written.SETTING);
    assertThat(((ArrayValue) Written.json(log, "runs", 0, "results")).size()).isEqualTo(1);
    assertThat(log).doesNotContain("suppressions", "\"fixes\"");
  }

  @Test
  void offerNoEditOfWhatWasRendered() {
    Path file =
        Path.of("policies/node-port-range/cases/deny.NodePortOutOfTeamRange.no-number.yaml");
    PolicyCase policyCase = PolicyCase.of(file);
    Origin origin =
        new Origin("kustomization.yaml", 0, _ -> new Origin.Place(file.toString(), 0, 1, 1));
    List<Resource> rendered =
        policyCase.objects().stream().map(object -> object.rendered(origin)).toList();
    String log = SarifReport.write(CaseReport.of(policyCase, rendered), Written.SETTING);
    assertThat(result(log, "ruleId").toString()).isEqualTo("node-port-range");
    assertThat(log).doesNotContain("\"fixes\"");
  }
}
