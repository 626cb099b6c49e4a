package dev.haetae.cluster.report;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.haetae.audit.Audits;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.configuration.ReportSettings;
import dev.haetae.configuration.ReportSettings.Api;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** When reports are written, where, and when they are left alone. */
final class ReportsTest {
  private static final String NEWER = "/apis/openreports.io/v1alpha1/";
  private static final String OLDER = "/apis/wgpolicyk8s.io/v1alpha2/";
  private static final String TEAM = NEWER + "namespaces/team/reports";
  private static final String WEB = Audits.deployment("team", "web");

  private final Logger log = (Logger) LoggerFactory.getLogger("dev.haetae.cluster.report");
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();
  private final List<Duration> pauses = new ArrayList<>();
  private Instant now = Instant.parse("2026-06-01T12:00:00Z");
  private ReportSettings settings = new ReportSettings(true, Api.AUTO, 32 << 20);
  private boolean leader = true;
  private StoringApiServer server;
  private Cluster cluster;
  private Reports reports;

  @BeforeEach
  void start() throws Exception {
    server = new StoringApiServer(ReportApi.values());
    server.namespace("team");
    server.namespace("other");
    cluster = Cluster.of(server.kubeconfig(), Map.of());
    reports = replica();
    told.start();
    log.addAppender(told);
  }

  @AfterEach
  void stop() {
    log.detachAppender(told);
    reports.close();
    cluster.close();
    server.close();
  }

  private Reports replica() {
    return new Reports(cluster.server(), () -> settings, () -> leader, () -> now, pauses::add);
  }

  private List<String> audit(String yaml) {
    now = now.plus(Duration.ofMinutes(2));
    reports.publish(Audits.of(now, yaml));
    reports.look();
    return server.writes();
  }

  private List<String> aMinuteLater() {
    now = now.plus(Duration.ofMinutes(1));
    reports.look();
    return server.writes();
  }

  private static ObjectView view(ObjectValue object) {
    return ObjectView.of(object, Path.ROOT);
  }

  private List<Long> since(String path) {
    List<Long> since = new ArrayList<>();
    view(server.get(path))
        .objects("results")
        .forEach(result -> since.add(result.object("timestamp").integer("seconds", -1)));
    return since;
  }

  private List<String> warnings() {
    return told.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void oneReportAPlaceIsWrittenChangedAndRemovedAndNeverTheSameAgain() {
    assertThat(audit(WEB)).containsExactly("POST " + TEAM);
    assertThat(audit(WEB)).isEmpty();
    long first = now.getEpochSecond() - 120;
    assertThat(since(TEAM + "/haetae")).containsExactly(first, first);

    assertThat(audit(WEB + Audits.advised("team", "more")))
        .containsExactly("PUT " + TEAM + "/haetae");
    assertThat(since(TEAM + "/haetae")).containsExactly(first, first, now.getEpochSecond());

    assertThat(audit(Audits.deployment("team", "web", 0)))
        .containsExactly("DELETE " + TEAM + "/haetae");
    assertThat(audit(Audits.deployment("team", "web", 0))).isEmpty();
    assertThat(reports.missing()).isEmpty();
  }

  @Test
  void anotherLeaderGoesOnWhereThisOneEnds() {
    audit(WEB + Audits.deployment("other", "old"));
    List<Long> first = since(TEAM + "/haetae");

    reports.close();
    reports = replica();
    assertThat(audit(WEB)).containsExactly("DELETE " + NEWER + "namespaces/other/reports/haetae");
    assertThat(since(TEAM + "/haetae")).isEqualTo(first);

    leader = false;
    assertThat(audit(WEB + Audits.advised("team", "more"))).isEmpty();
    leader = true;
    assertThat(aMinuteLater()).as("what was found while another led").isEmpty();
    assertThat(audit(WEB + Audits.advised("team", "more"))).hasSize(1);
  }

  @Test
  void aNamespaceIsWrittenOnceAMinuteAndTenOfThemASecond() {
    audit(WEB + Audits.deployment("other", "web"));
    assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(100));

    reports.publish(Audits.of(now, Audits.deployment("team", "web", 3)));
    reports.look();
    now = now.plus(Duration.ofSeconds(59));
    reports.look();
    assertThat(server.writes()).isEmpty();
    now = now.plus(Duration.ofSeconds(1));
    reports.look();
    assertThat(server.writes())
        .containsExactly(
            "DELETE " + NEWER + "namespaces/other/reports/haetae", "PUT " + TEAM + "/haetae");
  }

  @Test
  void kindsComeAndGo() {
    server.serve();
    assertThat(audit(WEB)).isEmpty();
    assertThat(reports.missing())
        .containsExactly(
            "reports are not written: the cluster has no kinds of openreports.io/v1alpha1 or"
                + " wgpolicyk8s.io/v1alpha2, which are installed apart from Haetae");
    aMinuteLater();
    assertThat(warnings()).hasSize(1);

    server.serve(ReportApi.WGPOLICY);
    String older = OLDER + "namespaces/team/policyreports";
    assertThat(aMinuteLater()).containsExactly("POST " + older);
    List<Long> first = since(older + "/haetae");
    assertThat(aMinuteLater()).isEmpty();

    server.serve(ReportApi.values());
    assertThat(aMinuteLater()).containsExactly("POST " + TEAM, "DELETE " + older + "/haetae");
    assertThat(since(TEAM + "/haetae")).isEqualTo(first);

    server.serve();
    assertThat(aMinuteLater()).isEmpty();
    assertThat(reports.missing()).hasSize(1);
    server.serve(ReportApi.OPENREPORTS);
    assertThat(aMinuteLater()).containsExactly("POST " + TEAM);
    assertThat(reports.missing()).isEmpty();
  }

  @Test
  void theSettingsSayWhichKindsAreUsed() {
    settings = new ReportSettings(true, Api.WGPOLICY, 32 << 20);
    assertThat(audit(WEB)).containsExactly("POST " + OLDER + "namespaces/team/policyreports");
    server.serve(ReportApi.OPENREPORTS);
    assertThat(audit(WEB)).isEmpty();
    settings = new ReportSettings(false, Api.AUTO, 32 << 20);
    assertThat(audit(WEB)).isEmpty();
    assertThat(reports.missing()).isEmpty();
  }

  @Test
  void whatAnotherHasMadeOrAddedStays() {
    ObjectValue foreign =
        ObjectValue.of(
            "metadata",
            new ObjectValue.Builder(2).put("name", "haetae").put("namespace", "team").build());
    server.put(TEAM + "/haetae", foreign);
    assertThat(audit(WEB + Audits.deployment("other", "web")))
        .containsExactly("POST " + NEWER + "namespaces/other/reports");
    assertThat(audit("")).containsExactly("DELETE " + NEWER + "namespaces/other/reports/haetae");
    assertThat(warnings())
        .containsExactly(
            "Report team/haetae is left as it is, since it is not ours: it lacks the label"
                + " app.kubernetes.io/managed-by=haetae");

    server.remove(TEAM + "/haetae");
    audit(WEB);
    ObjectValue ours = server.get(TEAM + "/haetae");
    ObjectValue metadata = (ObjectValue) ours.get("metadata");
    ObjectValue labels =
        ((ObjectValue) metadata.get("labels")).with("team", new StringValue("mine"));
    server.put(
        TEAM + "/haetae",
        ours.with("metadata", metadata.with("labels", labels)).without("results"));
    assertThat(audit(WEB)).as("edited by hand").containsExactly("PUT " + TEAM + "/haetae");
    ObjectView after = view(server.get(TEAM + "/haetae"));
    assertThat(after.object("metadata").object("labels").text("team")).isEqualTo("mine");
    assertThat(after.objects("results")).hasSize(2);
  }

  @Test
  void whatIsRefusedIsTriedAgainAMinuteLaterAndToldOnce() {
    server.refuse(TEAM, 422);
    String other = NEWER + "namespaces/other/reports";
    assertThat(audit(WEB + Audits.deployment("other", "web")))
        .containsExactly("POST " + other, "POST " + TEAM);
    assertThat(reports.missing()).containsExactly("some reports are not written; the log says why");
    assertThat(aMinuteLater()).containsExactly("POST " + TEAM);
    assertThat(warnings()).containsExactly("Report team/haetae cannot be kept: not for you");
    server.allow();
    assertThat(aMinuteLater()).containsExactly("POST " + TEAM);
    assertThat(aMinuteLater()).isEmpty();
    assertThat(reports.missing()).isEmpty();
  }

  @Test
  void whereNothingIsAllowedOneRequestShowsIt() {
    server.refuse(NEWER + "clusterreports/haetae", 403);
    audit(WEB);
    assertThat(server.paths()).isEmpty();
    server.allow();
    assertThat(aMinuteLater()).containsExactly("POST " + TEAM);
  }

  @Test
  void aNamespaceThatHasEndedTakesNoReport() {
    String gone = Audits.deployment("gone", "web");
    assertThat(audit(gone)).containsExactly("POST " + NEWER + "namespaces/gone/reports");
    assertThat(aMinuteLater()).isEmpty();
    assertThat(warnings()).isEmpty();
    assertThat(reports.missing()).isEmpty();
  }

  @Test
  void aLeaderThatLosesItsOfficeStopsBetweenTwoWrites() {
    reports.close();
    reports =
        new Reports(
            cluster.server(),
            () -> settings,
            () -> leader,
            () -> now,
            pause -> leader = pauses.add(pause) && pauses.size() < 2);
    assertThat(audit(WEB + Audits.deployment("other", "web"))).hasSize(1);
    assertThat(warnings()).isEmpty();
  }

  @Test
  void aRemovalTakesOursAndLetsNobodyWriteThemAgain() throws Exception {
    audit(WEB + Audits.deployment("other", "web") + Audits.VOLUME);
    String foreign = OLDER + "namespaces/team/policyreports/haetae";
    server.put(foreign, ObjectValue.of("metadata", ObjectValue.EMPTY));
    String lease = "/apis/coordination.k8s.io/v1/namespaces/own/leases/haetae";
    server.put(lease, lease("one", "1"));
    List<Duration> waits = new ArrayList<>();
    ReportRemoval removal =
        new ReportRemoval(
            cluster.server(),
            "own",
            "haetae",
            () -> now,
            pause -> {
              waits.add(pause);
              if (waits.size() == 2) {
                // The holder has read the annotation and renews.
                ObjectValue metadata = (ObjectValue) server.get(lease).get("metadata");
                server.put(lease, lease("one", "2").with("metadata", metadata));
              }
            });

    assertThat(removal.run()).isEqualTo(3);
    assertThat(waits).hasSize(2);
    assertThat(server.paths()).containsExactlyInAnyOrder(foreign, lease);
    String until =
        view(server.get(lease))
            .object("metadata")
            .object("annotations")
            .text(WritingBreak.ANNOTATION);
    assertThat(WritingBreak.holds(until, now.plusSeconds(590))).isTrue();
    assertThat(WritingBreak.holds(until, now.plusSeconds(610))).isFalse();
    assertThat(WritingBreak.holds("", now) || WritingBreak.holds("soon", now)).isFalse();
    assertThat(removal.run()).as("again, of a holder that has died").isZero();
    assertThat(waits).hasSize(18);
  }

  private static ObjectValue lease(String holder, String renewed) {
    return new ObjectValue.Builder(2)
        .put("metadata", ObjectValue.of("name", new StringValue("haetae")))
        .put(
            "spec",
            new ObjectValue.Builder(2)
                .put("holderIdentity", holder)
                .put("renewTime", renewed)
                .build())
        .build();
  }
}
