package dev.haetae.cluster.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.FakeApiServer;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
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
  private static final String OBJECT = "/apis/haetae.dev/v1alpha1/policies/mine";
  private static final String PATH = OBJECT + "/status";
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
    // The client looks at what it patches.
    server = new FakeApiServer().serving(OBJECT, WRITTEN);
    cluster = Cluster.of(server.kubeconfig(), Map.of());
    statuses = new PolicyStatuses(cluster.client(), () -> leader, () -> now);
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

  @Test
  void whatIsGoneIsNotWarnedOf() {
    server.once(OBJECT, 404, "{\"kind\":\"Status\",\"code\":404,\"message\":\"not there\"}");
    write("a");
    later();
    server.once(PATH, 404, "{\"kind\":\"Status\",\"code\":404,\"message\":\"not there\"}");
    write("a");
    assertThat(warnings()).isEmpty();
  }
}
