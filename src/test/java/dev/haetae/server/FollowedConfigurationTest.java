package dev.haetae.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.rule.EnforcementPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a changed configuration does to a server that runs. */
final class FollowedConfigurationTest {
  private static final String TRAIN =
      """
      apiVersion: example.com/v1
      kind: Train
      metadata: {name: a, namespace: team}
      spec:
        wagon:
          volumes: [{name: h, hostPath: {path: /}}]
          containers: [{name: main, image: registry.example.com/a:1}]
      """;

  @TempDir private Path directory;
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();
  private Logger log;

  @BeforeEach
  void listen() {
    log = (Logger) LoggerFactory.getLogger(FollowedConfiguration.class);
    told.start();
    log.addAppender(told);
  }

  @AfterEach
  void forget() {
    log.detachAppender(told);
  }

  private Path write(String text) throws Exception {
    // In one step: half a file would be another configuration.
    Path next =
        Files.writeString(
            directory.resolve("next.yaml"),
            "apiVersion: haetae.dev/v1alpha1\nkind: Configuration\n" + text);
    return Files.move(
        next,
        directory.resolve("haetae.yaml"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes another configuration, and returns when it has been applied. */
  private void change(FollowedConfiguration settings, String text) throws Exception {
    Semaphore changed = new Semaphore(0);
    settings.onChange(changed::release);
    write(text);
    changed.acquire();
  }

  private List<String> warnings() {
    return told.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static boolean isDenied(Evaluator evaluator) {
    return evaluator
        .evaluate(
            Review.create(
                ManifestReader.read(
                        TRAIN.getBytes(UTF_8),
                        "",
                        "default",
                        Limits.FILES,
                        evaluator.table().carriers(),
                        Set.of())
                    .resources()
                    .getFirst(),
                EnforcementPoint.VALIDATE),
            InventorySnapshot.OPEN)
        .isDenied();
  }

  @Test
  void fixedPoliciesJudgeTheCarriersThatAreConfiguredWhileTheServerRuns() throws Exception {
    InstantSource clock = InstantSource.system();
    Evaluator given =
        new Evaluator(
            PolicyTable.of(ShippedPolicies.load(List.of("no-host-path")), Carriers.SHIPPED), clock);
    try (FollowedConfiguration settings = FollowedConfiguration.open(write("carriers: []\n"))) {
      Supplier<Evaluator> policies = ServeCluster.follow(given, settings);
      assertThat(isDenied(policies.get())).isFalse();

      change(settings, "carriers: [{group: example.com, kind: Train, podSpecs: [spec.wagon]}]\n");
      assertThat(isDenied(policies.get())).isTrue();

      change(settings, "carriers: []\n");
      assertThat(isDenied(policies.get())).isFalse();
    }
  }

  @Test
  void whatIsTakenAtTheStartIsTold() throws Exception {
    try (FollowedConfiguration settings =
        FollowedConfiguration.open(write("leaderElection: {lease: one}\n"))) {
      change(settings, "leaderElection: {lease: other}\n");
      assertThat(warnings()).singleElement().asString().contains("restart the server");
    }
  }

  @Test
  void aRegistrationThatIsTakenOutLeavesWebhooksAndThatIsTold() throws Exception {
    try (FollowedConfiguration settings =
        FollowedConfiguration.open(write("registration: {service: {}}\n"))) {
      change(settings, "carriers: []\n");
      assertThat(warnings())
          .anyMatch(line -> line.contains("restart the server"))
          .contains(
              "registration has been taken out of the configuration: the webhooks of"
                  + " ValidatingWebhookConfiguration haetae and MutatingWebhookConfiguration haetae"
                  + " stay as they are, nobody keeps them right any more, and the API server goes"
                  + " on calling them; 'haetae doctor --break-glass' says how to take them out");

      told.list.clear();
      change(settings, "exceptions: {namespaces: [team]}\n");
      assertThat(warnings()).noneMatch(line -> line.contains("has been taken out"));
    }
  }
}
