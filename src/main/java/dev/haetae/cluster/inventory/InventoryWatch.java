package dev.haetae.cluster.inventory;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.Freshness;
import dev.haetae.cluster.client.KindWatch;
import dev.haetae.inventory.UnreadableObjects;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.tree.Text;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link LiveInventory} up to date, and knows whether it is.
 *
 * <p>A watch that breaks says so itself. One whose packets are dropped does not: each is asked to
 * end before long, one that outlives that is cut, and the API server is asked now and then whether
 * it is there.
 */
public final class InventoryWatch implements AutoCloseable, MeterBinder {
  private static final Logger log = LoggerFactory.getLogger(InventoryWatch.class);

  // How often policies are asked what their rules look at.
  private static final Duration LOOK = Duration.ofSeconds(1);

  // Of each kind.
  private static final int MOST_TOLD = 10;

  private final LiveInventory inventory;
  private final ApiServer server;
  private final InstantSource clock;
  private final Duration brokenAfter;
  private final Duration patience;
  private final Duration interval;
  private final Duration watchTime;
  // By the kinds that are followed.
  private final Map<InventoryKind, KindWatch> watches = new ConcurrentSkipListMap<>();
  private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Instant lastAnswer;
  private volatile Supplier<Set<GroupKind>> needs = Set::of;
  // Whether all that was needed has been known, or found out of reach, at one time.
  private volatile boolean complete;

  private InventoryWatch(Cluster cluster, Duration brokenAfter, InstantSource clock) {
    this.inventory = new LiveInventory(clock);
    this.server = cluster.server();
    this.clock = clock;
    this.brokenAfter = brokenAfter;
    this.watchTime = between(1, brokenAfter.multipliedBy(3).dividedBy(4).toSeconds(), 45);
    this.patience = watchTime.plus(between(1, brokenAfter.dividedBy(5).toSeconds(), 10));
    this.interval = between(1, brokenAfter.dividedBy(5).toSeconds(), 10);
    this.lastAnswer = clock.instant();
  }

  private static Duration between(long least, long seconds, long most) {
    return Duration.ofSeconds(Math.clamp(seconds, least, most));
  }

  /**
   * Begins to follow a cluster; returns at once.
   *
   * @param brokenAfter for how long a watch may be broken before {@link #missing()} says so, at
   *     least a second
   */
  public static InventoryWatch start(Cluster cluster, Duration brokenAfter, InstantSource clock) {
    InventoryWatch watch = new InventoryWatch(cluster, brokenAfter, clock);
    for (InventoryKind kind : InventoryKind.values()) {
      if (!kind.isOnDemand()) {
        watch.follow(kind);
      }
    }
    Thread.ofVirtual().name("inventory-proof").start(watch::prove);
    return watch;
  }

  /**
   * Follows, from now on, what is needed besides the kinds that are always followed: as soon as
   * somebody looks at a kind, and then for good. Whoever begins to look later is not waited for: a
   * policy that comes does not make all replicas unready at once.
   *
   * @param kinds those that rules look at by the policies of the moment; asked often, must not wait
   */
  public void follow(Supplier<Set<GroupKind>> kinds) {
    needs = kinds;
    followNeeded();
    Thread.ofVirtual().name("inventory-needs").start(this::followNeeds);
  }

  private void followNeeds() {
    try {
      while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        followNeeded();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void followNeeded() {
    for (InventoryKind kind : InventoryKind.values()) {
      if (isNeeded(kind)) {
        follow(kind);
      }
    }
  }

  private boolean isNeeded(InventoryKind kind) {
    return kind.isOnDemand() && needs.get().contains(kind.groupKind());
  }

  private synchronized void follow(InventoryKind kind) {
    if (closed.getCount() == 0 || watches.containsKey(kind)) {
      return;
    }
    KindWatch watch =
        new KindWatch(kind, server, inventory.memory(kind), inventory.freshness(kind), watchTime);
    watches.put(kind, watch);
    registries.forEach(registry -> bind(kind, registry));
    watch.start();
  }

  /** The world that is kept up to date. */
  public LiveInventory inventory() {
    return inventory;
  }

  private void prove() {
    try {
      do {
        proveOnce();
      } while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void proveOnce() throws InterruptedException {
    try {
      for (KindWatch watch : watches.values()) {
        watch.cutIfSilent(patience);
      }
      if (server.answers(interval)) {
        lastAnswer = clock.instant();
      }
    } catch (RuntimeException e) {
      log.error("the connection could not be tried", e);
    }
  }

  /** Why reviews should not be sent here: a sentence for each kind that is not, or was, known. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>(0);
    Duration unanswered = Duration.between(lastAnswer, clock.instant());
    for (InventoryKind kind : InventoryKind.values()) {
      if (!isWaitedFor(kind)) {
        continue;
      }
      Freshness freshness = inventory.freshness(kind);
      Duration unheard = smaller(unanswered, freshness.age());
      String sentence =
          freshness.missing(
              kind, freshness.isSynced(), larger(freshness.brokenFor(), unheard), brokenAfter);
      if (!sentence.isEmpty()) {
        missing.add(sentence);
      }
    }
    if (missing.isEmpty()) {
      complete = true;
    }
    return missing;
  }

  private boolean isWaitedFor(InventoryKind kind) {
    if (kind.isCore() || inventory.memory(kind).isKnown()) {
      return true;
    }
    return (watches.containsKey(kind) || isNeeded(kind)) && !complete && !inventory.isSettled(kind);
  }

  /**
   * Returns a sentence for each kind that may not be read, and that rules do without: the one who
   * runs us has given too few rights.
   */
  public List<String> withheld() {
    List<String> sentences = new ArrayList<>(0);
    for (InventoryKind kind : watches.keySet()) {
      String reason = inventory.memory(kind).withheld();
      if (!reason.isEmpty()) {
        sentences.add(
            kind.word() + ": not to be read, rules do without (" + Text.escape(reason) + ')');
      }
    }
    return sentences;
  }

  /**
   * Returns what reviews may find undecided: a sentence for each object that is there and cannot be
   * read, as far as there are not too many.
   */
  public List<String> unreadable() {
    List<String> sentences = new ArrayList<>(0);
    for (InventoryKind kind : InventoryKind.values()) {
      UnreadableObjects unreadable = inventory.memory(kind).unreadable();
      sentences.addAll(unreadable.sentences(MOST_TOLD));
      if (unreadable.count() > MOST_TOLD) {
        sentences.add(
            kind.word() + ": " + (unreadable.count() - MOST_TOLD) + " more cannot be read");
      }
    }
    return sentences;
  }

  private static Duration larger(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration smaller(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * Binds {@code haetae_inventory_objects}, {@code haetae_inventory_unreadable}, {@code
   * haetae_inventory_unlabelled}, {@code haetae_inventory_synced}, {@code
   * haetae_inventory_age_seconds}, {@code haetae_inventory_malformed_total} and {@code
   * haetae_inventory_watch_breaks_total}, each by {@code kind} that is followed.
   */
  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    registries.add(registry);
    watches.keySet().forEach(kind -> bind(kind, registry));
  }

  private void bind(InventoryKind kind, MeterRegistry registry) {
    Freshness freshness = inventory.freshness(kind);
    Tags tags = Tags.of(Tag.of("kind", kind.word()));
    Gauge.builder("haetae.inventory.objects", inventory, all -> all.memory(kind).count())
        .description("Objects in memory.")
        .tags(tags)
        .register(registry);
    Gauge.builder(
            "haetae.inventory.unreadable", inventory, all -> all.memory(kind).unreadable().count())
        .description("Objects that are there and cannot be read.")
        .tags(tags)
        .register(registry);
    Gauge.builder(
            "haetae.inventory.unlabelled", inventory, all -> all.memory(kind).unlabelledCount())
        .description("Objects whose labels are too long to be kept.")
        .tags(tags)
        .register(registry);
    Gauge.builder("haetae.inventory.synced", freshness, one -> one.isSynced() ? 1 : 0)
        .description("Whether all objects have been read once.")
        .tags(tags)
        .register(registry);
    Gauge.builder("haetae.inventory.age", freshness, _ -> age(kind))
        .description("Time since the API server was last heard to say anything about the kind.")
        .baseUnit("seconds")
        .tags(tags)
        .register(registry);
    FunctionCounter.builder("haetae.inventory.malformed", freshness, Freshness::malformedCount)
        .description("How often an object has come that cannot be read.")
        .tags(tags)
        .register(registry);
    FunctionCounter.builder("haetae.inventory.watch.breaks", freshness, Freshness::breakCount)
        .description("How often a watch has broken.")
        .tags(tags)
        .register(registry);
  }

  // Of what may not be read nobody judges by an old state.
  private double age(InventoryKind kind) {
    return inventory.memory(kind).withheld().isEmpty()
        ? inventory.freshness(kind).age().toNanos() / 1_000_000_000.0
        : Double.NaN;
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    watches.values().forEach(KindWatch::close);
  }
}
