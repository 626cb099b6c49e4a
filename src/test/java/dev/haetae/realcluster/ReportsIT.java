package dev.haetae.realcluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.SharedFolder;
import dev.haetae.audit.Audits;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.doctor.Check;
import dev.haetae.cluster.doctor.RemovedReports;
import dev.haetae.cluster.report.ReportApi;
import dev.haetae.cluster.report.WrittenReport;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The reports of a server with the chart's rights, in kinds that others install: they are taken as
 * they are written, stay as they are while nothing changes, whoever leads, and go without a trace.
 */
@RealCluster(
    own = true,
    values = {"reports.enabled=true"})
final class ReportsIT {
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final String REPORTS = "/apis/openreports.io/v1alpha1/namespaces/vision/reports";
  private static final String OURS = REPORTS + "/haetae";
  private static final String OLDER =
      "/apis/wgpolicyk8s.io/v1alpha2/namespaces/vision/policyreports";
  private static final List<String> KINDS =
      List.of(
          "reports.openreports.io",
          "clusterreports.openreports.io",
          "policyreports.wgpolicyk8s.io",
          "clusterpolicyreports.wgpolicyk8s.io");

  private static ObjectView get(ControlPlane plane, String path) throws Exception {
    String json = plane.kubectl("get", "--raw", path).orFail();
    return ObjectView.of(
        (ObjectValue) JsonReader.review(json.getBytes(UTF_8), Limits.FILES), Path.ROOT);
  }

  private static void install(ControlPlane plane, String... kinds) throws Exception {
    for (String file : kinds) {
      plane.create(Files.readString(SharedFolder.schema(file)));
    }
  }

  private static void installOlder(ControlPlane plane) throws Exception {
    try (InputStream yaml = ReportsIT.class.getResourceAsStream("wgpolicyk8s.yaml")) {
      plane.create(new String(Objects.requireNonNull(yaml).readAllBytes(), UTF_8));
    }
  }

  private static boolean isServed(ControlPlane plane, String path) {
    return plane.client().raw(path) != null;
  }

  private static void refused(
      ControlPlane plane, KubernetesClient server, String path, String method, String body) {
    Answer answer = plane.sendAs(server, path, method, "application/json", body);
    assertThat(answer.code()).as(method + ' ' + path + ": " + answer.body()).isEqualTo(403);
  }

  @Test
  void whatAuditsFindIsReportedAsLongAsThereAreKindsForIt(ControlPlane plane, Installation haetae)
      throws Exception {
    plane.create("apiVersion: v1\nkind: Namespace\nmetadata: {name: vision}\n");
    plane.create(
        Installation.ADVISED_POD.replace(
            "mounts-an-export}", "mounts-an-export, namespace: vision}"));
    Replica first = haetae.replica();
    Await.until(
        "the server says what is missing",
        SOON,
        () -> first.readiness().contains("the cluster has no kinds of openreports.io/v1alpha1"));

    installOlder(plane);
    Await.until("the older kinds are used", SOON, () -> isServed(plane, OLDER + "/haetae"));
    ObjectView older = get(plane, OLDER + "/haetae");
    install(plane, "openreports.io_reports.yaml", "openreports.io_clusterreports.yaml");
    Await.until(
        "the newer kinds are used",
        SOON,
        () -> isServed(plane, OURS) && !isServed(plane, OLDER + "/haetae"));
    ObjectView report = get(plane, OURS);
    assertThat(report.value().get("results")).isEqualTo(older.value().get("results"));
    ObjectView result = report.objects("results").getFirst();
    assertThat(result.text("policy")).isEqualTo("no-inline-nfs");
    assertThat(result.objects("resources").getFirst().text("uid"))
        .isEqualTo(
            plane
                .client()
                .pods()
                .inNamespace("vision")
                .withName("mounts-an-export")
                .require()
                .getMetadata()
                .getUid());
    assertThat(report.object("summary").integer("warn", 0)).isPositive();

    // Another leads, finds the same, and writes nothing.
    Replica second = haetae.startReplica();
    first.stop();
    Await.until(
        "another has audited",
        SOON,
        () -> second.metric("haetae_audit_last_success_timestamp_seconds") > 0);
    Await.whileHolds("nothing is written", Duration.ofSeconds(3), () -> true);
    assertThat(get(plane, OURS).value()).isEqualTo(report.value());
    assertThat(second.metric("haetae_reports_written_total")).isZero();

    others(plane);
    removal(plane, haetae);
    assertThat(second.process().isAlive()).isTrue();
  }

  /** The server's rights end where the reports of others begin. */
  private static void others(ControlPlane plane) throws Exception {
    String other = "{apiVersion: openreports.io/v1alpha1, kind: Report, metadata: {name: other}}";
    assertThat(plane.post(REPORTS, other).code()).isEqualTo(201);
    String path = REPORTS + "/other";
    try (KubernetesClient server =
        ControlPlane.client(
            plane.serviceAccountKubeconfig(
                Installation.NAMESPACE, Installation.NAME, plane.port()))) {
      refused(plane, server, path, "GET", "");
      refused(plane, server, REPORTS, "GET", "");
      refused(plane, server, path, "PUT", "{}");
      refused(plane, server, path, "DELETE", "{}");
      refused(plane, server, REPORTS, "DELETE", "{}");
      assertThat(plane.sendAs(server, OURS, "GET", "application/json", "").code()).isEqualTo(200);
    }
  }

  /** As the hook of an uninstallation does it, while a server still runs. */
  private static void removal(ControlPlane plane, Installation haetae) throws Exception {
    try (Cluster cluster =
        Cluster.of(
            Files.readString(
                plane.serviceAccountKubeconfig(
                    Installation.NAMESPACE, Installation.NAME, plane.port())),
            Map.of())) {
      List<Check> removed =
          new RemovedReports(
                  cluster,
                  dev.haetae.cluster.registration.Installation.named(
                      Installation.NAMESPACE, Installation.NAME),
                  InstantSource.system())
              .remove();
      assertThat(removed)
          .containsExactly(new Check(Check.Outcome.OK, "reports", "1 report is removed", ""));
    }
    double before = haetae.replicas().getLast().metric("haetae_reports_written_total");
    // A change that an audit follows.
    plane.create(
        """
        apiVersion: haetae.dev/v1alpha1
        kind: PolicyException
        metadata: {name: nobody, namespace: vision}
        spec: {policies: [no-host-path], match: {namespaces: [nobody]}, reason: a change}
        """);
    double audited =
        haetae.replicas().getLast().metric("haetae_audit_last_success_timestamp_seconds");
    Await.until(
        "the server has audited again",
        SOON,
        () ->
            haetae.replicas().getLast().metric("haetae_audit_last_success_timestamp_seconds")
                > audited);
    Await.whileHolds(
        "no report comes back",
        Duration.ofSeconds(3),
        () -> !isServed(plane, OURS) && isServed(plane, REPORTS + "/other"));
    assertThat(haetae.replicas().getLast().metric("haetae_reports_written_total"))
        .isEqualTo(before);
    var _ =
        plane.helm("uninstall", Installation.NAME, "--namespace", Installation.NAMESPACE).orFail();
    for (String kind : KINDS) {
      assertThat(
              plane
                  .kubectl("get", kind, "--all-namespaces", "--output", "name")
                  .orFail()
                  .replace("report.openreports.io/other", ""))
          .isBlank();
    }
  }

  @Test
  void aReportIsTakenWithoutAFieldThatIsNotKnown(ControlPlane plane) throws Exception {
    if (!isServed(plane, "/apis/wgpolicyk8s.io/v1alpha2")) {
      installOlder(plane);
    }
    if (!isServed(plane, "/apis/openreports.io/v1alpha1")) {
      install(plane, "openreports.io_reports.yaml", "openreports.io_clusterreports.yaml");
    }
    String namespace = plane.newNamespace("strict");
    String yaml =
        Audits.deployment(namespace, "web", 400)
            + Audits.advised(namespace, "advised")
            + Audits.cloning(namespace, "cloning")
            + Audits.claiming(namespace, "claiming")
            + Audits.deployment("agents", "exporter")
            + Audits.VOLUME;
    Instant at = Instant.parse("2026-06-01T12:00:00Z");
    var audit = Audits.of(at, yaml);
    for (ReportApi api : ReportApi.values()) {
      String root = "/apis/" + api.apiVersion();
      String strict = "?fieldValidation=Strict&dryRun=All";
      String namespaced =
          root + "/namespaces/" + namespace + '/' + api.plurals().getFirst() + strict;
      String clustered = root + '/' + api.plurals().getLast() + strict;
      Await.until(
          api + " is served",
          SOON,
          () -> plane.post(clustered, WrittenReport.of(api, audit, "")).code() == 201);
      Answer taken = plane.post(namespaced, WrittenReport.of(api, audit, namespace));
      assertThat(taken.code()).as(taken.body()).isEqualTo(201);
      assertThat(taken.warnings()).isEmpty();
      String more = WrittenReport.of(api, audit, namespace).replace("\"scored\"", "\"score\"");
      assertThat(plane.post(namespaced, more).code()).as("strictly").isEqualTo(400);
    }
  }
}
