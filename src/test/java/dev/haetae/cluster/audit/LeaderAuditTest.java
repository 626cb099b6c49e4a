package dev.haetae.cluster.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.haetae.audit.AuditBudget;
import dev.haetae.audit.AuditResult;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.FakeApiServer;
import dev.haetae.cluster.policy.AuditStatus;
import dev.haetae.configuration.AuditSettings;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.ConfigurationReader;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.PolicyTable;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.AgentNamespaces;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.policy.PolicyReader;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The audits of a leader, of what an API server says, by a clock that stands still. */
final class LeaderAuditTest {
  private static final String PODS = "/api/v1/pods";
  private static final String SETS = "/apis/apps/v1/statefulsets";
  private static final String OPEN =
      "\"volumes\":[{\"name\":\"h\",\"hostPath\":{\"path\":\"/etc\"}}]";
  private static final String CONTAINERS =
      "\"containers\":[{\"name\":\"main\",\"image\":\"example/app:1.0\"}]";

  private final Logger log = (Logger) LoggerFactory.getLogger(LeaderAudit.class);
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<Map<String, AuditStatus>> statuses = new ArrayList<>();
  private final List<AuditResult> results = new ArrayList<>();
  private Instant now = Instant.parse("2026-06-01T12:00:00Z");
  private boolean leader = true;
  private Configuration configuration = Configuration.DEFAULT;
  private Evaluator evaluator = evaluator(List.of());
  private FakeApiServer server;
  private Cluster cluster;
  private LeaderAudit audit;

  @BeforeEach
  void start() throws Exception {
    server = new FakeApiServer();
    cluster = Cluster.of(server.kubeconfig(), Map.of());
    audit = audit(new ClusterAudit(cluster, () -> InventorySnapshot.OPEN, budget(), () -> now));
    told.start();
    log.addAppender(told);
  }

  @AfterEach
  void stop() {
    log.detachAppender(told);
    audit.close();
    cluster.close();
    server.close();
  }

  private static AuditBudget budget() {
    return AuditBudget.beside(256L << 20);
  }

  private LeaderAudit audit(Auditing auditing) {
    LeaderAudit made =
        new LeaderAudit(
            auditing,
            new LeaderAudit.Office(
                () -> evaluator,
                () -> configuration,
                () -> leader,
                statuses::add,
                List.of(
                    _ -> {
                      throw new IllegalStateException("a listener of a test fails");
                    },
                    results::add)),
            () -> now);
    made.bindTo(registry);
    return made;
  }

  private static Evaluator evaluator(List<PolicyException> exceptions) {
    return evaluator(ShippedPolicies.load(List.of("no-host-path")), exceptions);
  }

  private static Evaluator evaluator(List<Policy> policies, List<PolicyException> exceptions) {
    return new Evaluator(
        PolicyTable.of(policies, Carriers.SHIPPED, AgentNamespaces.SHIPPED),
        Exceptions.of(exceptions, Instant::now),
        Instant::now);
  }

  private static String pod(String namespace, String name, String more) {
    return "{\"metadata\":{\"namespace\":\"%s\",\"name\":\"%s\"},\"spec\":{%s%s}}"
        .formatted(namespace, name, CONTAINERS, more.isEmpty() ? "" : ',' + more);
  }

  private void pods(String... pods) {
    server.serving(PODS, FakeApiServer.list("1", "", pods));
  }

  private void sets() {
    server.serving(
        "/apis",
        """
        {"groups":[{"name":"apps","versions":[{"groupVersion":"apps/v1"}]}]}\
        """);
    server.serving(
        "/apis/apps/v1",
        """
        {"resources":[{"name":"statefulsets","kind":"StatefulSet","verbs":["list"]}]}\
        """);
  }

  private void look(long seconds) throws InterruptedException {
    now = now.plusSeconds(seconds);
    audit.look(true);
  }

  private void auditNow() throws InterruptedException {
    look(0);
    look(30);
  }

  private String metric(String sample) {
    return registry.scrape().lines().filter(line -> line.startsWith(sample)).findFirst().orElse("");
  }

  private AuditStatus status() {
    return requireNonNull(statuses.getLast().get("no-host-path"));
  }

  @Test
  void whatItFindsIsMeasuredAndTold() throws Exception {
    pods(pod("vision", "a", OPEN), pod("vision", "b", ""), pod("kube-system", "c", OPEN));
    auditNow();
    assertThat(status().owners()).isEqualTo(1);
    assertThat(status().namespaces()).isEqualTo(1);
    assertThat(status().stopsNextPod()).isEqualTo(1);
    assertThat(status().notLookedAt()).isEmpty();
    assertThat(results).as("though another listener fails").hasSize(1);
    assertThat(metric("haetae_audit_findings{")).contains("no-host-path").endsWith(" 1.0");
    assertThat(metric("haetae_audit_objects{verdict=\"clean\"")).endsWith(" 1.0");
    assertThat(metric("haetae_audit_objects{verdict=\"denied\"")).endsWith(" 1.0");
    assertThat(metric("haetae_audit_undecided{")).endsWith(" 0.0");
    assertThat(metric("haetae_audit_last_success_timestamp_seconds"))
        .isEqualTo("haetae_audit_last_success_timestamp_seconds " + (double) now.getEpochSecond());
    look(3599);
    assertThat(results).hasSize(1);
    look(1);
    assertThat(results).hasSize(2);
  }

  @Test
  void findingsAreToldApartByNamespacesWhereThatIsAskedFor() throws Exception {
    configuration =
        ConfigurationReader.read(
            """
            apiVersion: haetae.dev/v1alpha1
            kind: Configuration
            audit: {metricsPerNamespace: true}
            """
                .getBytes(UTF_8),
            "");
    List<String> pods = new ArrayList<>(List.of(pod("busy", "a", OPEN), pod("busy", "b", OPEN)));
    for (int i = 0; i < AuditMetrics.MOST_NAMESPACES + 4; i++) {
      pods.add(pod("team-" + i, "a", OPEN));
    }
    pods(pods.toArray(String[]::new));
    auditNow();
    List<String> samples =
        registry
            .scrape()
            .lines()
            .filter(line -> line.startsWith("haetae_audit_findings{"))
            .toList();
    assertThat(samples).hasSize(AuditMetrics.MOST_NAMESPACES + 1);
    assertThat(samples).anyMatch(sample -> sample.contains("\"busy\"") && sample.endsWith(" 2.0"));
    assertThat(samples).anyMatch(sample -> sample.contains("(others)") && sample.endsWith(" 5.0"));
  }

  @Test
  void aKindThatMayNotBeListedIsNotLookedAtAndTheOthersAre() throws Exception {
    sets();
    pods(pod("vision", "a", OPEN));
    for (int i = 0; i < 2; i++) {
      server.once(SETS, 403, "{\"code\":403,\"message\":\"no right to list statefulsets\"}");
    }
    auditNow();
    assertThat(status().owners()).isEqualTo(1);
    assertThat(status().notLookedAt()).containsExactly("StatefulSet.apps");
    assertThat(metric("haetae_audit_unlisted{")).contains("StatefulSet.apps").endsWith(" 1.0");
    look(3600);
    assertThat(told.list.stream().map(ILoggingEvent::getFormattedMessage))
        .filteredOn(line -> line.contains("cannot be listed"))
        .containsExactly(
            "audits do not look at what cannot be listed: no right to list statefulsets");

    server.serving(SETS, FakeApiServer.list("1", ""));
    look(3600);
    assertThat(status().notLookedAt()).isEmpty();
    assertThat(metric("haetae_audit_unlisted{")).isEmpty();
  }

  @Test
  void aKindOfOthersThatFailsCostsNoOther() throws Exception {
    server.serving(
        "/apis",
        """
        {"groups":[{"name":"ray.io","versions":[{"groupVersion":"ray.io/v1"}]}]}\
        """);
    server.serving(
        "/apis/ray.io/v1",
        """
        {"resources":[{"name":"rayjobs","kind":"RayJob","verbs":["list"]}]}\
        """);
    server.once("/apis/ray.io/v1/rayjobs", 410, "{\"code\":410,\"message\":\"not converted\"}");
    pods(pod("vision", "a", OPEN));
    auditNow();
    assertThat(status().owners()).isEqualTo(1);
    assertThat(status().notLookedAt()).containsExactly("RayJob.ray.io");
  }

  @Test
  void podsOfAnOwnerCountForIt() throws Exception {
    sets();
    String owner =
        """
        "ownerReferences":[{"apiVersion":"apps/v1","kind":"StatefulSet","name":"db",
        "uid":"u","controller":true}]\
        """;
    server.serving(
        SETS,
        FakeApiServer.list(
            "1",
            "",
            """
            {"metadata":{"namespace":"vision","name":"db","uid":"u"},
             "spec":{"template":{"spec":{%s,%s}}}}\
            """
                .formatted(CONTAINERS, OPEN)));
    String pod =
        pod("vision", "db-0", OPEN).replace("\"name\":\"db-0\"", "\"name\":\"db-0\"," + owner);
    pods(pod, pod.replace("db-0", "db-1"));
    auditNow();
    assertThat(results.getLast().totals().pods()).isEqualTo(2);
    assertThat(status().owners()).isEqualTo(1);
  }

  @Test
  void whoDoesNotAnswerIsAskedAgainLater() throws Exception {
    server.once(PODS, 410, "{\"code\":410,\"message\":\"the page is too old\"}");
    auditNow();
    assertThat(results).isEmpty();
    assertThat(metric("haetae_audit_last_success_timestamp_seconds")).endsWith(" 0.0");
    assertThat(told.list.getLast().getFormattedMessage())
        .isEqualTo(
            "the cluster cannot be audited: the page is too old; tried again every 5 minutes");
    look(299);
    assertThat(results).isEmpty();
    look(1);
    assertThat(results).hasSize(1);
  }

  @Test
  void whoLosesTheLeadBreaksOffAndMeasuresNothing() throws Exception {
    List<Boolean> leave = new ArrayList<>();
    audit =
        audit((judge, _, turn) -> {
          leave.add(turn.goesOn(Duration.ZERO));
          leader = false;
          leave.add(turn.goesOn(Duration.ZERO));
          return null;
        });
    auditNow();
    assertThat(leave).containsExactly(true, false);
    assertThat(results).isEmpty();
    assertThat(statuses).isEmpty();
  }

  @Test
  void whatWasMeasuredGoesWithTheLeadAndComesBackWithIt() throws Exception {
    pods(pod("vision", "a", OPEN));
    auditNow();
    leader = false;
    look(1);
    assertThat(metric("haetae_audit_findings{")).isEmpty();
    assertThat(metric("haetae_audit_objects{")).isEmpty();
    look(7200);
    assertThat(results).hasSize(1);
    leader = true;
    auditNow();
    assertThat(results).hasSize(2);
    assertThat(metric("haetae_audit_findings{")).endsWith(" 1.0");
  }

  @Test
  void nothingIsAuditedBeforeThisReplicaKnowsItsWorldOrWhereItIsSwitchedOff() throws Exception {
    for (int i = 0; i < 3; i++) {
      now = now.plusSeconds(60);
      audit.look(false);
    }
    assertThat(results).isEmpty();
    Configuration off =
        ConfigurationReader.read(
            """
            apiVersion: haetae.dev/v1alpha1
            kind: Configuration
            audit: {enabled: false}
            """
                .getBytes(UTF_8),
            "");
    configuration = off;
    auditNow();
    look(7200);
    assertThat(results).isEmpty();
    assertThat(statuses).as("told once that nothing is known").containsExactly(Map.of());
    configuration = Configuration.DEFAULT;
    auditNow();
    assertThat(statuses).hasSize(2);
    assertThat(off.audit()).isEqualTo(new AuditSettings(false, Duration.ofHours(1), false));
  }

  @Test
  void anExceptionThatOnlyAuditsMeetIsNotUsed() throws Exception {
    PolicyException exception =
        new PolicyReader()
            .read(
                """
                apiVersion: haetae.dev/v1alpha1
                kind: PolicyException
                metadata: {name: agents, namespace: platform}
                spec: {policies: [no-host-path], match: {namespaces: [vision]}, reason: agents}
                """
                    .getBytes(UTF_8),
                "")
            .exceptions()
            .getFirst();
    evaluator = evaluator(List.of(exception));
    pods(pod("vision", "a", OPEN));
    auditNow();
    assertThat(metric("haetae_audit_objects{verdict=\"waived\"")).endsWith(" 1.0");
    assertThat(evaluator.exceptions().lastUsed("platform/agents")).isNull();
  }
}
