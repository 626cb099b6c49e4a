package dev.haetae.cluster.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.FakeApiServer;
import dev.haetae.cluster.client.KindWatch;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.resource.DeviceClass;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.text.CollidingNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static final String CLAIMS = InventoryKind.PERSISTENT_VOLUME_CLAIM.path();

  private static String claim(String name, String spec) {
    return "{\"metadata\":{\"namespace\":\"team\",\"name\":\"%s\",\"resourceVersion\":\"7\"},\"spec\":{%s}}"
        .formatted(name, spec);
  }

  private static double metric(InventoryWatch watch, String name, String kind) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    watch.bindTo(registry);
    return registry.get(name).tag("kind", kind).gauge().value();
  }

  /** Each of what cannot be read costs itself, in a list as in a watch, and is not absent. */
  @Test
  void whatCannotBeReadIsThereAndCostsNothingButItself() throws Exception {
    Logger log = (Logger) LoggerFactory.getLogger(KindWatch.class);
    ListAppender<ILoggingEvent> told = new ListAppender<>();
    told.start();
    log.addAppender(told);
    String large = "\"storageClassName\":\"" + "x".repeat(InventoryKind.POD.longest()) + '"';
    String deep = "\"selector\":" + "[".repeat(200) + "]".repeat(200);
    server
        .once(
            CLAIMS,
            200,
            FakeApiServer.list(
                "5",
                "",
                claim("a", ""),
                claim("large", large),
                claim("deep", deep),
                claim("wrong", "\"accessModes\":{}"),
                "null",
                claim("b", "")))
        .once(
            CLAIMS + "?watch",
            200,
            event("MODIFIED", claim("a", large))
                + event("MODIFIED", claim("large", ""))
                + event("DELETED", claim("deep", deep))
                + event("ADDED", claim("c", ""))
                + event("BOOKMARK", "{\"metadata\":{\"resourceVersion\":\"9\"}}"));
    following(watch -> {
      await(() -> server.asked().stream().anyMatch(query -> query.contains("Version=9")));
      LiveInventory world = watch.inventory();
      assertThat(world.claims("team"))
          .extracting(PersistentVolumeClaim::name)
          .containsExactly("b", "c", "large");
      assertThat(world.claim("team", "deep")).isNull();
      assertThatThrownBy(() -> world.claim("team", "a"))
          .isInstanceOf(UnreadableObjectException.class)
          .hasMessage(
              "PersistentVolumeClaim team/a is there, but cannot be read: has more than 65536"
                  + " bytes in what is read of it");
      assertThatThrownBy(() -> world.claim("team", "wrong"))
          .hasMessage(
              "PersistentVolumeClaim team/wrong is there, but cannot be read: spec.accessModes"
                  + " must be an array, not an object");
      assertThat(watch.unreadable())
          .satisfiesExactly(
              first -> assertThat(first).startsWith("PersistentVolumeClaim team/a is there"),
              second -> assertThat(second).startsWith("PersistentVolumeClaim team/wrong is"));
      assertThat(metric(watch, "haetae.inventory.unreadable", "PersistentVolumeClaim"))
          .isEqualTo(2);
      // No list was asked for a second time.
      assertThat(server.asked().stream().filter(query -> query.startsWith(CLAIMS + "?limit")))
          .hasSize(1);
      assertThat(world.freshness(InventoryKind.PERSISTENT_VOLUME_CLAIM).breakCount()).isZero();
    });
    log.detachAppender(told);
    assertThat(told.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains(
            "PersistentVolumeClaim team/deep cannot be read, and what hangs on it is undecided:"
                + " nests deeper than 128 levels",
            "PersistentVolumeClaim without a name cannot be read, and what hangs on it is"
                + " undecided: is no object");
  }

  /** The names of one hash that Jackson's table of names refuses, in the very fields that count. */
  @Test
  void collidingNamesLoseNothing() throws Exception {
    StringBuilder selector = new StringBuilder();
    for (String name : CollidingNames.of(2_000)) {
      selector.append(selector.isEmpty() ? "" : ",").append('"').append(name).append("\":\"\"");
    }
    server.once(
        CLAIMS,
        200,
        FakeApiServer.list(
            "5",
            "",
            claim("poison", "\"selector\":{\"matchLabels\":{" + selector + "}}"),
            claim("b", "")));
    following(watch -> {
      await(() -> watch.missing().isEmpty());
      assertThat(watch.inventory().claims("team")).hasSize(2);
    });
  }

  /** What many write at once is told of now and then, not each time. */
  @Test
  void tellsOfWhatCannotBeReadAtABoundedRate() throws Exception {
    Logger log = (Logger) LoggerFactory.getLogger(KindWatch.class);
    ListAppender<ILoggingEvent> told = new ListAppender<>();
    told.start();
    log.addAppender(told);
    String[] claims = new String[500];
    for (int i = 0; i < claims.length; i++) {
      claims[i] = claim("c" + i, "\"accessModes\":{}");
    }
    server.once(CLAIMS, 200, FakeApiServer.list("5", "", claims));
    following(watch -> {
      await(() -> watch.missing().isEmpty());
      assertThat(watch.unreadable()).hasSize(11);
      assertThat(watch.unreadable().getLast())
          .isEqualTo("PersistentVolumeClaim: 490 more cannot be read");
    });
    log.detachAppender(told);
    assertThat(told.list).hasSize(10);
  }

  /** A page that breaks off is asked for again, smaller; nothing is handed over twice. */
  @Test
  void readsAPageThatBrokeOffInSmallerOnes() throws Exception {
    String whole = FakeApiServer.list("5", "", volume("a", ""), volume("b", ""));
    server.once(VOLUMES, 200, whole.substring(0, whole.length() - 20)).once(VOLUMES, 200, whole);
    following(watch -> {
      await(() -> watch.missing().isEmpty());
      assertThat(watch.inventory().volumes()).hasSize(2);
      assertThat(server.asked())
          .contains(VOLUMES + "?limit=50", VOLUMES + "?limit=12")
          .doesNotHaveDuplicates();
    });
  }

  @Test
  void saysWhatMayNotBeRead() throws Exception {
    String refusal =
        """
        {"kind":"Status","code":403,"message":"nodes is forbidden: User \\"u\\" cannot \
        list resource \\"nodes\\""}\
        """;
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

  /** Before 1.34 there are no classes of devices: that is known, and nothing to wait for. */
  @Test
  void aKindThatNeedNotBeServedIsNotWaitedFor() throws Exception {
    String path = InventoryKind.DEVICE_CLASS.path();
    for (int i = 0; i < 3; i++) {
      server.once(path, 404, "404 page not found");
    }
    server.serving(
        path,
        FakeApiServer.list(
            "5",
            "",
            """
            {"metadata":{"name":"fast"},"spec":{"extendedResourceName":"x.io/a"}}\
            """));
    following(watch -> {
      await(() -> watch.missing().isEmpty());
      assertThat(watch.inventory().isClosed()).isTrue();
      assertThat(watch.inventory().freshness(InventoryKind.DEVICE_CLASS).breakCount()).isZero();
      await(() -> watch.inventory().deviceClass("fast") != null);
      assertThat(watch.inventory().deviceClass("fast"))
          .isEqualTo(new DeviceClass("fast", "x.io/a", List.of()));
    });
  }

  private static final GroupKind ACCOUNTS = GroupKind.SERVICE_ACCOUNT;
  private static final String ACCOUNT_PATH = InventoryKind.SERVICE_ACCOUNT.path();

  private boolean isAsked(String path) {
    return server.asked().stream().anyMatch(query -> query.startsWith(path));
  }

  /** What no rule looks at is not followed, and nobody waits for it. */
  @Test
  void followsAKindWhenARuleLooksAtIt() throws Exception {
    server.serving(
        ACCOUNT_PATH,
        FakeApiServer.list("5", "", "{\"metadata\":{\"namespace\":\"team\",\"name\":\"a\"}}"));
    AtomicReference<Set<GroupKind>> needs = new AtomicReference<>(Set.of());
    following(watch -> {
      watch.follow(needs::get);
      await(() -> watch.missing().isEmpty());
      assertThat(watch.inventory().isClosed()).isTrue();
      assertThat(isAsked(ACCOUNT_PATH)).isFalse();
      assertThat(watch.inventory().follows(ACCOUNTS)).isFalse();
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      watch.bindTo(registry);
      assertThat(registry.find("haetae.inventory.synced").tag("kind", "ServiceAccount").gauge())
          .isNull();

      needs.set(Set.of(ACCOUNTS));
      // A policy that comes makes no replica unready.
      assertThat(watch.missing()).isEmpty();
      await(() -> watch.inventory().follows(ACCOUNTS));
      assertThat(watch.inventory().object(ACCOUNTS, "team", "a")).isNotNull();
      assertThat(
              registry
                  .get("haetae.inventory.objects")
                  .tag("kind", "ServiceAccount")
                  .gauge()
                  .value())
          .isEqualTo(1);
      assertThat(isAsked(InventoryKind.PRIORITY_CLASS.path())).isFalse();
    });
  }

  /** What rules look at from the beginning is waited for. */
  @Test
  void waitsForWhatIsNeededFromTheBeginning() throws Exception {
    for (int i = 0; i < 100; i++) {
      server.once(ACCOUNT_PATH, 500, "{\"kind\":\"Status\",\"code\":500,\"message\":\"no\"}");
    }
    following(watch -> {
      watch.follow(() -> Set.of(ACCOUNTS));
      await(() -> watch.missing().size() == 1 && watch.missing().getFirst().endsWith("(no)"));
      assertThat(watch.missing()).containsExactly("ServiceAccount: not read yet (no)");
    });
  }

  /** An older ClusterRole lacks rights that rules of today would like to have. */
  @Test
  void doesWithoutWhatMayNotBeRead() throws Exception {
    String quotas = InventoryKind.RESOURCE_QUOTA.path();
    for (String path : List.of(ACCOUNT_PATH, quotas)) {
      for (int i = 0; i < 100; i++) {
        server.once(path, 403, "{\"kind\":\"Status\",\"code\":403,\"message\":\"not for you\"}");
      }
    }
    following(watch -> {
      watch.follow(() -> Set.of(ACCOUNTS));
      await(() -> watch.missing().isEmpty() && watch.withheld().size() == 2);
      assertThat(watch.withheld())
          .containsExactly(
              "ResourceQuota: not to be read, rules do without (not for you)",
              "ServiceAccount: not to be read, rules do without (not for you)");
      assertThat(watch.inventory().isClosed()).isTrue();
      assertThat(watch.inventory().follows(ACCOUNTS)).isFalse();
      assertThat(metric(watch, "haetae.inventory.age", "ServiceAccount")).isNaN();
    });
  }

  @Test
  void goesOnFromMemoryWhileTheServerIsAway() throws Exception {
    server.serving(VOLUMES, FakeApiServer.list("5", "", volume("a", "")));
    following(watch -> {
      await(() -> watch.missing().isEmpty());
      server.close();
      List<InventoryKind> followed =
          Arrays.stream(InventoryKind.values()).filter(kind -> !kind.isOnDemand()).toList();
      await(() ->
          followed.stream().allMatch(kind -> watch.inventory().freshness(kind).breakCount() > 0));
      assertThat(watch.missing()).isEmpty();
      // Time goes on, so that an answer that was on its way at the end does not count for ever.
      await(() -> {
        now.set(now.get().plus(BROKEN_AFTER).plusSeconds(1));
        return watch.missing().size() == followed.size();
      });
      assertThat(watch.missing().getLast())
          .startsWith("Pod: nothing heard from the API server for ");
      assertThat(watch.inventory().isClosed()).isTrue();
      assertThat(watch.inventory().volume("a")).isNotNull();
    });
  }
}
