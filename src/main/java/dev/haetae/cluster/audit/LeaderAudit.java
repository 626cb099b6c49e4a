package dev.haetae.cluster.audit;

import dev.haetae.audit.AuditBudget;
import dev.haetae.audit.AuditResult;
import dev.haetae.audit.PolicyCount;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.ToldOnce;
import dev.haetae.cluster.policy.AuditStatus;
import dev.haetae.configuration.AuditSettings;
import dev.haetae.configuration.Configuration;
import dev.haetae.engine.Evaluator;
import dev.haetae.inventory.Inventory;
import dev.haetae.policy.Policy;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.tree.Text;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audits of the replica that leads: one at a time, on a thread of their own that rests as long
 * as it works. Whoever loses the lead breaks off, and measures nothing any more.
 */
public final class LeaderAudit implements MeterBinder, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LeaderAudit.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofSeconds(1);

  private final Auditing auditing;
  private final Office office;
  private final InstantSource clock;
  private final AuditSchedule schedule;
  private final AuditMetrics metrics = new AuditMetrics();
  private final ToldOnce failures = new ToldOnce();
  private final ToldOnce gaps = new ToldOnce();
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean isCleared = true;
  private boolean isToldOfNone;

  /**
   * What the audits of a server hang on, and who hears of them.
   *
   * @param evaluator judges by the policies of the moment; another one when anything of them, of
   *     the exceptions or of the configuration has changed
   * @param configuration of the moment
   * @param isLeader whether this replica is the one that audits
   * @param statuses gets what was found, by the names of policies; nothing when nobody audits any
   *     more
   * @param listeners each gets the result of every audit that came to its end, on its thread
   */
  public record Office(
      Supplier<Evaluator> evaluator,
      Supplier<Configuration> configuration,
      BooleanSupplier isLeader,
      Consumer<Map<String, AuditStatus>> statuses,
      List<Consumer<AuditResult>> listeners) {
    /** An office with its own copy of the listeners. */
    public Office {
      listeners = List.copyOf(listeners);
    }
  }

  /**
   * The audits of a cluster, none of which is made before {@link #start}.
   *
   * @param world what is known of the cluster at any moment
   */
  public static LeaderAudit of(
      Cluster cluster, Supplier<? extends Inventory> world, Office office, InstantSource clock) {
    AuditBudget budget = AuditBudget.beside(Runtime.getRuntime().maxMemory());
    return new LeaderAudit(new ClusterAudit(cluster, world, budget, clock), office, clock);
  }

  LeaderAudit(Auditing auditing, Office office, InstantSource clock) {
    this.auditing = auditing;
    this.office = office;
    this.clock = clock;
    this.schedule = new AuditSchedule(clock);
  }

  /**
   * Audits from now on, whenever it is time.
   *
   * @param ready whether this replica knows its world, and answers reviews
   */
  public void start(BooleanSupplier ready) {
    Thread.ofPlatform().daemon().name("audit").start(() -> follow(ready));
  }

  private void follow(BooleanSupplier ready) {
    try {
      while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        look(ready.getAsBoolean());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Audits if it is time. */
  void look(boolean isReady) throws InterruptedException {
    Configuration configuration = office.configuration().get();
    AuditSettings settings = configuration.audit();
    boolean isLeader = office.isLeader().getAsBoolean();
    if (!isLeader || !settings.enabled()) {
      rest(isLeader);
    } else if (isReady) {
      isCleared = false;
      isToldOfNone = false;
      Evaluator evaluator = office.evaluator().get();
      if (schedule.isDue(evaluator, settings.every())) {
        audit(evaluator, configuration);
      }
    }
  }

  private void rest(boolean isLeader) {
    schedule.forget();
    if (!isCleared) {
      isCleared = true;
      metrics.clear();
    }
    if (!isLeader) {
      isToldOfNone = false;
    } else if (!isToldOfNone) {
      isToldOfNone = true;
      office.statuses().accept(Map.of());
    }
  }

  private void audit(Evaluator evaluator, Configuration configuration) throws InterruptedException {
    Instant began = clock.instant();
    schedule.began();
    try {
      Auditing.Audited audited = auditing.audit(evaluator, configuration, this::goesOn);
      if (audited == null || !office.isLeader().getAsBoolean()) {
        log.info("an audit was broken off: this replica does not lead any more, or ends");
        return;
      }
      failures.forget();
      tellOfGaps(audited);
      boolean perNamespace = configuration.audit().metricsPerNamespace();
      Duration took = Duration.between(began, clock.instant());
      metrics.measure(audited.result(), audited.unlisted().keySet(), perNamespace, took);
      office.statuses().accept(statuses(audited, evaluator));
      office.listeners().forEach(listener -> hand(audited.result(), listener));
    } catch (RequestFailedException e) {
      if (closed.getCount() == 0) {
        return;
      }
      schedule.failed();
      failures.tell(
          Text.escape(e.sentence()),
          sentence ->
              log.warn(
                  "the cluster cannot be audited: {}; tried again every {} minutes",
                  sentence,
                  AuditSchedule.PATIENCE.toMinutes()));
    } catch (RuntimeException e) {
      schedule.failed();
      log.error("the audit failed", e);
    }
  }

  // Others come first: at most half of one processor is taken.
  private boolean goesOn(Duration worked) {
    Duration rest = worked.compareTo(LONGEST_REST) < 0 ? worked : LONGEST_REST;
    try {
      return !closed.await(rest.toNanos(), TimeUnit.NANOSECONDS)
          && office.isLeader().getAsBoolean();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void tellOfGaps(Auditing.Audited audited) {
    if (audited.unlisted().isEmpty()) {
      gaps.forget();
    } else {
      gaps.tell(
          String.join("; ", audited.unlisted().values()),
          sentence -> log.warn("audits do not look at what cannot be listed: {}", sentence));
    }
    if (!audited.faults().isEmpty()) {
      log.error(
          "rules failed {} times in an audit, first so:",
          audited.faults().size(),
          audited.faults().getFirst());
    }
    AuditResult.Totals totals = audited.result().totals();
    log.info(
        "audited {} owners and {} pods: {} owners clean, the next pods of {} would be refused",
        totals.owners(),
        totals.pods(),
        totals.clean(),
        totals.refused());
  }

  private static Map<String, AuditStatus> statuses(Auditing.Audited audited, Evaluator evaluator) {
    Map<String, Policy> policies = new HashMap<>();
    evaluator.table().policies().forEach(policy -> policies.put(policy.name(), policy));
    Carriers carriers = evaluator.table().carriers();
    Map<String, AuditStatus> statuses = new HashMap<>();
    for (PolicyCount count : audited.result().policies()) {
      Policy policy = policies.get(count.policy());
      Set<String> kinds = new TreeSet<>();
      if (policy != null) {
        policy.info().subjects().kinds(carriers).stream()
            .map(GroupKind::toString)
            .filter(audited.unlisted()::containsKey)
            .forEach(kinds::add);
      }
      statuses.put(
          count.policy(),
          new AuditStatus(
              count.owners(),
              count.namespaces(),
              count.stopsNextPod(),
              List.copyOf(kinds),
              audited.result().at()));
    }
    return statuses;
  }

  private static void hand(AuditResult result, Consumer<AuditResult> listener) {
    try {
      listener.accept(result);
    } catch (RuntimeException e) {
      log.error("what an audit has found could not be told", e);
    }
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    metrics.bindTo(registry);
  }

  /** Breaks off what is being audited, and audits no more. */
  @Override
  public void close() {
    closed.countDown();
  }
}
