package dev.haetae.cluster.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.FakeApiServer;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** How statuses are written to an API server that takes them, and to one that does not. */
final class PolicyStatusesTest {
  private static final String PATH = "/apis/haetae.dev/v1alpha1/policies/mine/status";
  private static final String WRITTEN =
      """
      {"apiVersion":"haetae.dev/v1alpha1","kind":"Policy","metadata":{"name":"mine"}}\
      """;

  private final Logger log = (Logger) LoggerFactory.getLogger(PolicyStatuses.class);
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();
  private Instant now = Instant.parse("2026-06-01T12:00:00Z");
  private boolean leader = true;
  private FakeApiServer server;
  private Cluster cluster;
  private PolicyStatuses statuses;

  @BeforeEach
  void start() throws Exception {
    server = new FakeApiServer();
    cluster = Cluster.of(server.kubeconfig(), Map.of());
    statuses = new PolicyStatuses(cluster.server(), () -> leader, () -> now);
    told.start();
    log.addAppender(told);
  }

  @AfterEach
  void stop() {
    log.detachAppender(told);
    cluster.close();
    server.close();
  }

  private static WrittenStatus status(String message) {
    Resource policy =
        ManifestReader.read(
                "{apiVersion: haetae.dev/v1alpha1, kind: Policy, metadata: {name: mine}}"
                    .getBytes(UTF_8),
                "",
                "default",
                Limits.FILES)
            .resources()
            .getFirst();
    return new WrittenStatus(policy, 1, "Compiled", true, "Compiled", message, "lastGood", "");
  }

  private void write(String message) {
    statuses.write(List.of(status(message)));
  }

  private void refusing(String message) {
    server.once(
        PATH, 403, "{\"kind\":\"Status\",\"code\":403,\"message\":\"%s\"}".formatted(message));
  }

  private void later() {
    now = now.plus(Duration.ofSeconds(11));
  }

  private long writes() {
    return server.asked().stream().filter(PATH::equals).count();
  }

  private List<String> warnings() {
    return told.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void writesOnceAndAgainOnlyWhenItDoesNotComeBack() {
    server.serving(PATH, WRITTEN);
    write("a");
    write("a");
    assertThat(writes()).isEqualTo(1);
    write("b");
    assertThat(writes()).isEqualTo(2);
    later();
    write("b");
    assertThat(writes()).isEqualTo(3);
    leader = false;
    later();
    write("c");
    assertThat(writes()).isEqualTo(3);
    assertThat(warnings()).isEmpty();
  }

  @Test
  void aRefusalIsTriedAgainAndEachReasonToldOnce() {
    String line = "the status of Policy mine cannot be written: ";
    refusing("not you");
    refusing("not you");
    refusing("not you");
    write("a");
    write("b");
    later();
    write("b");
    assertThat(writes()).isEqualTo(3);
    assertThat(warnings()).containsExactly(line + "not you");

    refusing("nor today");
    later();
    write("b");
    assertThat(warnings()).containsExactly(line + "not you", line + "nor today");

    server.serving(PATH, WRITTEN);
    later();
    write("b");
    refusing("nor today");
    later();
    write("b");
    assertThat(warnings()).hasSize(3).last().isEqualTo(line + "nor today");
  }

  private static AuditStatus found(int owners, Instant at) {
    return new AuditStatus(owners, 1, 0, List.of(), at);
  }

  /** The policy as it comes back by the watch. */
  private static WrittenStatus asWritten(String audit) {
    Resource policy =
        ManifestReader.read(
                """
                apiVersion: haetae.dev/v1alpha1
                kind: Policy
                metadata: {name: mine}
                status:
                  observedGeneration: 1
                  conditions:
                    - {type: Compiled, status: "True", observedGeneration: 1, reason: Compiled,
                       message: a, lastTransitionTime: "2026-06-01T12:00:00Z"}
                %s
                """
                    .formatted(audit)
                    .getBytes(UTF_8),
                "",
                "default",
                Limits.FILES)
            .resources()
            .getFirst();
    return new WrittenStatus(policy, 1, "Compiled", true, "Compiled", "a", "lastGood", "");
  }

  @Test
  void whatAnAuditFindsIsWrittenOnceAndOnlyWhenItIsAnother() {
    String three = "  audit: {owners: 3, namespaces: 1, stopsNextPod: 0, notLookedAt: []}";
    server.serving(PATH, WRITTEN);
    statuses.write(List.of(asWritten(three)));
    assertThat(writes()).as("nothing is known before the first audit").isZero();
    statuses.audited(Map.of("mine", found(3, now)));
    statuses.write(List.of(asWritten(three)));
    assertThat(writes()).as("it is written already").isZero();
    later();
    statuses.audited(Map.of("mine", found(4, now)));
    statuses.write(List.of(asWritten(three)));
    assertThat(writes()).isEqualTo(1);
    later();
    statuses.write(List.of(asWritten("")));
    assertThat(writes()).as("an older schema has kept nothing of it").isEqualTo(1);
    statuses.audited(Map.of());
    statuses.write(List.of(asWritten(three)));
    assertThat(writes()).as("nobody audits any more").isEqualTo(2);
    leader = false;
    statuses.write(List.of());
    leader = true;
    statuses.write(List.of(asWritten(three)));
    assertThat(writes()).as("another may have written it").isEqualTo(2);
  }

  @Test
  void theNumbersOfAnAuditArePartOfTheStatus() {
    assertThat(JsonWriter.toText(requireNonNull(status("a").with(found(2, now)).patch(now))))
        .contains(
            "\"audit\":{\"owners\":2,\"namespaces\":1,\"stopsNextPod\":0,\"notLookedAt\":[],"
                + "\"at\":\"2026-06-01T12:00:00Z\"}");
    assertThat(
            JsonWriter.toText(
                requireNonNull(
                    asWritten("  audit: {owners: 1}").with(AuditStatus.NONE).patch(now))))
        .contains("\"audit\":null");
  }

  @Test
  void whatIsGoneIsNotWarnedOf() {
    server.once(PATH, 404, "{\"kind\":\"Status\",\"code\":404,\"message\":\"not there\"}");
    write("a");
    later();
    server.once(PATH, 404, "{\"kind\":\"Status\",\"code\":404,\"message\":\"not there\"}");
    write("a");
    assertThat(warnings()).isEmpty();
  }
}
