package dev.haetae.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** How the world follows an API server that behaves, that errs, and that goes away. */
class InventoryWatchTest {
  private static final Duration BROKEN_AFTER = Duration.ofSeconds(60);
  private static final String VOLUMES = InventoryKind.PERSISTENT_VOLUME.path();

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-06-15T12:00:00Z"));
  private final InstantSource clock = () -> now.get();
  private FakeApiServer server;

  @BeforeEach
  void start() throws Exception {
    server = new FakeApiServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String volume(String name, String spec) {
    return "{\"metadata\":{\"name\":\"%s\",\"resourceVersion\":\"7\"},\"spec\":{%s}}"
        .formatted(name, spec);
  }

  private static String event(String type, String object) {
    return "{\"type\":\"%s\",\"object\":%s}\n".formatted(type, object);
  }

  private static void await(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > Duration.ofSeconds(30).toNanos()) {
        throw new AssertionError("not within 30 s");
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  private interface Scenario {
    void run(InventoryWatch watch) throws Exception;
  }

  private void following(Scenario scenario) throws Exception {
    try (Cluster cluster = Cluster.of(server.kubeconfig(), Map.of());
        InventoryWatch watch = InventoryWatch.start(cluster, BROKEN_AFTER, clock)) {
      scenario.run(watch);
    }
  }

  @Test
  void readsPageByPageAndThenTheChanges() throws Exception {
    server
        .once(VOLUMES, 200, FakeApiServer.list("", "page two", volume("a", "")))
        .once(VOLUMES, 200, FakeApiServer.list("5", "", volume("b", "")))
        .once(
            VOLUMES + "?watch",
            200,
            event("ADDED", volume("c", ""))
                + event("DELETED", volume("a", ""))
                + event("MODIFIED", volume("b", "\"storageClassName\":\"nfs\""))
                + event("BOOKMARK", "{\"metadata\":{\"resourceVersion\":\"9\"}}"));
    following(watch -> {
      await(() -> watch.missing().isEmpty() && watch.inventory().volume("c") != null);
      await(() -> server.asked().stream().anyMatch(query -> query.contains("Version=9")));
      assertThat(watch.inventory().volume("a")).isNull();
      assertThat(watch.inventory().volumesByClass("nfs")).hasSize(1);
      assertThat(server.asked())
          .anyMatch(query -> query.contains("continue=page"))
          .anyMatch(query -> query.contains("watch=true") && query.contains("Version=5"));
    });
  }

  @Test
  void listsAnewWhatTheServerHasForgotten() throws Exception {
    server
        .once(VOLUMES, 200, FakeApiServer.list("5", "", volume("a", ""), volume("b", "")))
        .once(
            VOLUMES + "?watch",
            200,
            event("ERROR", "{\"kind\":\"Status\",\"code\":410,\"message\":\"too old\"}"))
        .once(VOLUMES, 200, FakeApiServer.list("8", "", volume("b", "")));
    following(watch -> {
      await(() -> server.asked().stream().anyMatch(query -> query.contains("Version=8")));
      assertThat(watch.inventory().volumes()).hasSize(1);
      assertThat(watch.inventory().isClosed()).isTrue();
    });
  }

  @Test
  void listsAnewWhenAChangeIsTooLong() throws Exception {
    Logger log = (Logger) LoggerFactory.getLogger(KindWatch.class);
    ListAppender<ILoggingEvent> told = new ListAppender<>();
    told.start();
    log.addAppender(told);
    String large = "\"storageClassName\":\"" + "x".repeat(EventLines.LONGEST) + '"';
    server
        .once(VOLUMES, 200, FakeApiServer.list("5", "", volume("a", "")))
        .once(
            VOLUMES + "?watch",
            200,
            event("ADDED", volume("b", large)) + event("DELETED", volume("a", "")))
        .once(VOLUMES, 200, FakeApiServer.list("8", "", volume("a", ""), volume("c", "")));
    following(watch -> {
      await(() -> server.asked().stream().anyMatch(query -> query.contains("Version=8")));
      assertThat(watch.inventory().volume("a")).isNotNull();
      assertThat(watch.inventory().volume("b")).isNull();
      assertThat(watch.inventory().volume("c")).isNotNull();
      assertThat(watch.inventory().freshness(InventoryKind.PERSISTENT_VOLUME).breakCount())
          .isEqualTo(1);
    });
    log.detachAppender(told);
    assertThat(told.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains(
            "the watch of PersistentVolume is broken, reviews go on from memory: a change is longer"
                + " than 16777216 bytes");
  }

  @Test
  void passesOverWhatItCannotRead() throws Exception {
    server.once(
        VOLUMES,
        200,
        FakeApiServer.list("5", "", volume("a", "\"accessModes\":{}"), volume("b", "")));
    following(watch -> {
      await(() -> watch.missing().isEmpty());
      assertThat(watch.inventory().volumes()).hasSize(1);
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      watch.bindTo(registry);
      assertThat(
              registry
                  .get("haetae.inventory.malformed")
                  .tag("kind", "PersistentVolume")
                  .functionCounter()
                  .count())
          .isEqualTo(1);
      assertThat(
              registry
                  .get("haetae.inventory.objects")
                  .tag("kind", "PersistentVolume")
                  .gauge()
                  .value())
          .isEqualTo(1);
    });
  }

  @Test
  void saysWhatMayNotBeRead() throws Exception {
    String refusal =
        "{\"kind\":\"Status\",\"code\":403,\"message\":\"nodes is forbidden: User \\\"u\\\" cannot"
            + " list resource \\\"nodes\\\"\"}";
    for (int i = 0; i < 100; i++) {
      server.once(InventoryKind.NODE.path(), 403, refusal);
    }
    following(watch -> {
      await(() -> watch.missing().size() == 1 && watch.missing().getFirst().contains("forb"));
      assertThat(watch.missing())
          .containsExactly(
              "Node: not read yet (nodes is forbidden: User \"u\" cannot list resource"
                  + " \"nodes\")");
      assertThat(watch.inventory().isClosed()).isFalse();
    });
  }

  @Test
  void goesOnFromMemoryWhileTheServerIsAway() throws Exception {
    server.serving(VOLUMES, FakeApiServer.list("5", "", volume("a", "")));
    following(watch -> {
      await(() -> watch.missing().isEmpty());
      server.close();
      await(() -> watch.inventory().freshness(InventoryKind.POD).breakCount() > 0);
      assertThat(watch.missing()).isEmpty();
      now.set(now.get().plus(BROKEN_AFTER).plusSeconds(1));
      await(() -> watch.missing().size() == InventoryKind.values().length);
      assertThat(watch.missing().getLast())
          .startsWith("Pod: nothing heard from the API server for 6");
      assertThat(watch.inventory().isClosed()).isTrue();
      assertThat(watch.inventory().volume("a")).isNotNull();
    });
  }
}
