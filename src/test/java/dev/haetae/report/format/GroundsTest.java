package dev.haetae.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Finding;
import dev.haetae.report.Report;
import dev.haetae.report.text.Detail;
import dev.haetae.report.text.TextReport;
import dev.haetae.report.text.TextStyle;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.rule.Action;
import dev.haetae.rule.Grounds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports say which expression decided, and show why to those who ask. */
final class GroundsTest {
  private static final String POD =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {replicas: 9}\n";
  private static final Report REPORT = report();

  private static Report report() {
    Resource object = Written.object("pod.yaml", POD);
    Finding finding =
        new Finding(
                "few-replicas",
                "few-replicas",
                "Invalid",
                Action.DENY,
                false,
                object,
                Path.of("spec", "replicas"),
                "at most 5",
                "",
                List.of(),
                "")
            .withGrounds(
                new Grounds(
                    new Origin.Place("policy.yaml", 0, 14, 19),
                    Path.of("spec"),
                    "object.spec.replicas <= 5",
                    List.of(new Grounds.Step("object.spec.replicas", "9")),
                    List.of(),
                    "everywhere",
                    "limits/five"));
    return new Report.Builder().file("pod.yaml", () -> POD).found(object, finding).build();
  }

  @Test
  void aTextNamesThePlaceInThePolicy() {
    assertThat(TextReport.write(REPORT, TextStyle.plain(Detail.GATHERED)))
        .contains("\n  policy: policy.yaml:14:19, binding everywhere, parameters limits/five\n")
        .doesNotContain(" = 9");
  }

  @Test
  void aTextShowsValuesToThoseWhoAsk() {
    assertThat(TextReport.write(REPORT, TextStyle.plain(Detail.FULL).explaining(true)))
        .contains("parameters limits/five\n    object.spec.replicas = 9\n");
  }

  @Test
  void jsonHasThePlaceAlwaysAndValuesForThoseWhoAsk() {
    assertThat(JsonReport.write(REPORT))
        .contains(
            """
            "policyLocation": {
                    "file": "policy.yaml",
                    "line": 14,
                    "column": 19
                  }\
            """)
        .doesNotContain("\"values\"");
    assertThat(JsonReport.write(REPORT, true))
        .contains("\"expression\": \"object.spec.replicas\"", "\"value\": \"9\"");
  }

  @Test
  void sarifPointsToThePolicyAndSaysWhatItWants() {
    assertThat(SarifReport.write(REPORT, Written.SETTING))
        .contains(
            "\"relatedLocations\"",
            "policy.yaml",
            "The policy few-replicas wants object.spec.replicas <= 5.");
  }
}
