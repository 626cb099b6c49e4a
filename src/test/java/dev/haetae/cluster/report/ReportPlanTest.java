package dev.haetae.cluster.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.audit.Audits;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What reports say, in which order, and where they stop. */
final class ReportPlanTest {
  private static final Instant AT = Instant.parse("2026-06-01T12:00:00.5Z");
  private static final long MOST = 32L << 20;

  private static ReportDraft draft(ReportPlan plan, String place) {
    return Objects.requireNonNull(plan.drafts().get(place), place);
  }

  private static ObjectValue object(ReportPlan plan, String place, ReportApi api) {
    return draft(plan, place).object(api, StoredReport.NONE, Map.of());
  }

  private static ObjectView view(ObjectValue object) {
    return ObjectView.of(object, Path.ROOT);
  }

  private static List<String> texts(ObjectView report, String field) {
    List<String> texts = new ArrayList<>();
    report.objects("results").forEach(result -> texts.add(result.text(field)));
    return texts;
  }

  @Test
  void aResultSaysWhoHasToMendWhat() {
    ReportPlan plan = ReportPlan.of(Audits.of(AT, Audits.deployment("team", "web", 1)), MOST);
    assertThat(plan.drafts()).containsOnlyKeys("team");
    assertThat(JsonWriter.toIndentedText(object(plan, "team", ReportApi.OPENREPORTS)))
        .isEqualTo(
            """
            {
              "apiVersion": "openreports.io/v1alpha1",
              "kind": "Report",
              "metadata": {
                "name": "haetae",
                "namespace": "team",
                "labels": {
                  "app.kubernetes.io/managed-by": "haetae"
                }
              },
              "source": "haetae",
              "configuration": {
                "limits": {
                  "maxResults": 300,
                  "statusFilter": [
                    "fail",
                    "warn",
                    "error",
                    "skip"
                  ]
                }
              },
              "summary": {
                "pass": 4,
                "fail": 1,
                "warn": 0,
                "error": 0,
                "skip": 0
              },
              "results": [
                {
                  "source": "haetae",
                  "policy": "no-host-path",
                  "rule": "no-host-path",
                  "category": "storage",
                  "severity": "high",
                  "result": "fail",
                  "scored": true,
                  "timestamp": {
                    "seconds": 1780315200,
                    "nanos": 0
                  },
                  "resources": [
                    {
                      "apiVersion": "apps/v1",
                      "kind": "Deployment",
                      "namespace": "team",
                      "name": "web",
                      "uid": "uid-of-web"
                    }
                  ],
                  "message": "spec.template.spec.volumes[0].hostPath mounts \\"/data/0\\" of the node: that opens the node, and stays behind when the pod moves",
                  "properties": {
                    "resultID": "9f60fac8fa995977",
                    "path": "spec.template.spec.volumes[name=v0].hostPath",
                    "remedy": "claim an NFS volume instead (persistentVolumeClaim)"
                  }
                }
              ]
            }
            """);
  }

  @Test
  void theGravestComesFirstAndEachActionHasItsWord() {
    String yaml =
        Audits.claiming("team", "asking")
            + Audits.advised("team", "advised")
            + Audits.deployment("team", "web", 1)
            + Audits.deployment("agents", "exporter", 1)
            + Audits.cloning("team", "cloning")
            + "{apiVersion: v1, kind: Namespace, metadata: {name: team, labels: {a: b c}}}\n"
            + "---\n"
            + Audits.VOLUME;
    ReportPlan plan = ReportPlan.of(Audits.of(AT, yaml), MOST);

    ObjectView team = view(object(plan, "team", ReportApi.OPENREPORTS));
    assertThat(texts(team, "result"))
        .containsExactly("fail", "warn", "warn", "warn", "error", "error");
    assertThat(texts(team, "severity"))
        .containsExactly("high", "medium", "medium", "low", "high", "high");
    assertThat(texts(team, "policy"))
        .containsExactly(
            "no-host-path", "api", "no-inline-nfs", "no-git-repo", "claims", "no-host-path");
    ObjectView cluster = view(object(plan, "", ReportApi.OPENREPORTS));
    assertThat(cluster.text("kind")).isEqualTo("ClusterReport");
    assertThat(cluster.object("metadata").text("namespace")).isEmpty();
    assertThat(texts(cluster, "policy")).isNotEmpty().containsOnly("api");
    assertThat(plan.drafts()).containsOnlyKeys("", "agents", "team");
    ObjectView agents = view(object(plan, "agents", ReportApi.OPENREPORTS));
    assertThat(texts(agents, "result")).containsExactly("skip");
    assertThat(agents.objects("results").getFirst().object("properties").text("until"))
        .isEqualTo("2027-01-31");
    assertThat(agents.object("summary").integer("skip", -1)).isEqualTo(1);
  }

  @Test
  void theOlderApiHasTheSameResultsAndNoMore() {
    ReportPlan plan = ReportPlan.of(Audits.of(AT, Audits.deployment("team", "web")), MOST);
    ObjectValue newer = object(plan, "team", ReportApi.OPENREPORTS);
    ObjectValue older = object(plan, "team", ReportApi.WGPOLICY);
    assertThat(older.text("apiVersion")).isEqualTo("wgpolicyk8s.io/v1alpha2");
    assertThat(older.text("kind")).isEqualTo("PolicyReport");
    assertThat(older.has("source") || older.has("configuration")).isFalse();
    assertThat(older.get("results")).isEqualTo(newer.get("results"));
    assertThat(older.get("summary")).isEqualTo(newer.get("summary"));
  }

  @Test
  void whatIsOneTooManyIsCountedAndDenialsGoBeforeAdvice() {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      yaml.append(Audits.advised("team", "advised-" + i));
      yaml.append(Audits.deployment("team", "web-" + i, 8));
    }
    ReportPlan plan = ReportPlan.of(Audits.of(AT, yaml.toString()), MOST);
    ReportDraft draft = draft(plan, "team");
    assertThat(draft.results()).hasSizeLessThanOrEqualTo(300).allMatch(ReportResult::isDenial);
    assertThat(draft.leftOut()).isEqualTo(draft.count().told() - draft.results().size());
    assertThat(draft.count().denied()).isEqualTo(320);

    ObjectValue object = object(plan, "team", ReportApi.OPENREPORTS);
    assertThat(JsonWriter.toText(object).getBytes(UTF_8).length).isLessThan(256 << 10);
    assertThat(view(object).object("metadata").object("annotations").text(ReportDraft.LEFT_OUT))
        .isEqualTo(Integer.toString(draft.leftOut()));
    assertThat(view(object).object("summary").integer("fail", -1)).isEqualTo(320);
  }

  @Test
  void whereTheBytesOfAllRunOutThereAreSummariesAndDenialsAreToldFirst() {
    String yaml =
        Audits.advised("a", "advised")
            + Audits.deployment("b", "web")
            + Audits.advised("c", "advised");
    ReportPlan all = ReportPlan.of(Audits.of(AT, yaml), MOST);
    assertThat(all.leftOut()).isZero();

    ReportPlan plan = ReportPlan.of(Audits.of(AT, yaml), 3 * 2048 + 1500);
    assertThat(draft(plan, "b").results()).hasSize(2);
    for (String place : List.of("a", "c")) {
      ObjectView report = view(object(plan, place, ReportApi.OPENREPORTS));
      assertThat(report.objects("results")).isEmpty();
      assertThat(report.object("configuration").object("limits").integer("maxResults", -1))
          .isZero();
      assertThat(report.object("summary").integer("warn", -1)).isPositive();
      assertThat(report.object("metadata").object("annotations").text(ReportDraft.LEFT_OUT))
          .isEqualTo(Integer.toString(draft(plan, place).count().told()));
    }
  }

  @Test
  void hostileNamesAndLongTextsStayBoundedAndOnOneLine() {
    String name = "\"a\\n\\u202e" + "x".repeat(5_000) + "\"";
    String yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: team, annotations: {secret: hush}}
        spec:
          containers: [{name: main, image: a:1, env: [{name: A, value: hush}]}]
          volumes: [{name: %s, hostPath: {path: %s}}]
        """
            .formatted(name, name, name);
    ReportPlan plan = ReportPlan.of(Audits.of(AT, yaml), MOST);
    String json = JsonWriter.toText(object(plan, "team", ReportApi.OPENREPORTS));
    assertThat(json).hasSizeLessThan(8_000).doesNotContain("hush").doesNotContain("\u202e");
    ObjectView report = view(object(plan, "team", ReportApi.OPENREPORTS));
    assertThat(texts(report, "message"))
        .isNotEmpty()
        .noneMatch(message -> message.chars().anyMatch(Character::isISOControl));
  }

  @Test
  void aNameThatIsNoNamespaceIsNoPath() {
    String yaml = "{apiVersion: v1, kind: Namespace, metadata: {name: a/../b}}\n";
    assertThat(Audits.of(AT, yaml).results())
        .hasEntrySatisfying("a/../b", count -> assertThat(count.told()).isPositive());
    assertThat(ReportPlan.of(Audits.of(AT, yaml), MOST).drafts()).isEmpty();
  }

  @Test
  void whatIsCleanHasNoReport() {
    String yaml = Audits.deployment("team", "web", 0);
    assertThat(ReportPlan.of(Audits.of(AT, yaml), MOST).drafts()).isEmpty();
  }
}
