package dev.haetae.cluster.report;

import dev.haetae.audit.AuditResult;
import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.Discovery;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.ToldOnce;
import dev.haetae.configuration.ReportSettings;
import dev.haetae.resource.tree.Text;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what audits find into the cluster, as reports that other tools show: one for each
 * namespace, and one for what is in none. The kinds are looked for once a minute, and may come and
 * go. What is in the cluster is all that is remembered, so another leader goes on where this one
 * ends.
 */
public final class Reports implements MeterBinder, AutoCloseable {
  // A namespace is written at most once in a round.
  private static final Duration ROUND = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(Reports.class);

  private final ReportStore store;
  private final Discovery discovery;
  private final Supplier<ReportSettings> settings;
  private final BooleanSupplier mayWrite;
  private final InstantSource clock;
  private final Pause pause;
  private final AtomicReference<@Nullable ReportPlan> asked = new AtomicReference<>();
  private final ToldOnce told = new ToldOnce();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("reports").factory());

  // For the thread that looks.
  private Instant next = Instant.MIN;
  private @Nullable ReportPlan doing;
  private @Nullable ReportApi api;
  // The places that may have a report of ours, and those that are still to be seen to.
  private SortedSet<String> known = new TreeSet<>();
  private final SortedSet<String> due = new TreeSet<>();
  // Whether reports in the other API are still to be taken away.
  private boolean moving;

  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile String missing = "";

  Reports(
      ApiServer server,
      Supplier<ReportSettings> settings,
      BooleanSupplier mayWrite,
      InstantSource clock,
      Pause pause) {
    this.store = new ReportStore(server);
    this.discovery = new Discovery(server);
    this.settings = settings;
    this.mayWrite = mayWrite;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Reports that are not written yet.
   *
   * @param settings gives those of the moment
   * @param mayWrite whether this replica is the one that writes
   */
  public static Reports of(
      ApiServer server,
      Supplier<ReportSettings> settings,
      BooleanSupplier mayWrite,
      InstantSource clock) {
    return new Reports(server, settings, mayWrite, clock, Pause.REAL);
  }

  /** Writes from now on what is asked for, on a thread of its own. */
  public void start() {
    var _ = scheduler.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Asks for the reports of an audit, in place of those of the one before. */
  public void publish(AuditResult audit) {
    ReportSettings now = settings.get();
    if (now.enabled()) {
      asked.set(ReportPlan.of(audit, now.maxBytes()));
    }
  }

  /** Does what is to be done now. */
  void look() {
    try {
      if (!settings.get().enabled() || !mayWrite.getAsBoolean()) {
        forget();
        return;
      }
      ReportPlan plan = asked.get();
      Instant now = clock.instant();
      if (plan != null && !now.isBefore(next)) {
        boolean looked = round(plan);
        next = (looked ? clock.instant() : now).plus(ROUND);
      }
    } catch (RequestFailedException e) {
      failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // A schedule ends with the first exception.
      next = clock.instant().plus(ROUND);
      told.tell(e.toString(), _ -> log.error("reports could not be written", e));
    }
  }

  // The next leader may have written meanwhile.
  private void forget() {
    asked.set(null);
    lose();
    next = Instant.MIN;
    missing = "";
  }

  private void lose() {
    doing = null;
    api = null;
    due.clear();
  }

  private void failed(RequestFailedException e) {
    next = clock.instant().plus(ROUND);
    var _ = failures.incrementAndGet();
    missing = "reports are not written: " + e.reason();
    told.tell(Text.shorten(missing, 300), log::warn);
  }

  // Returns whether anything may have been written.
  private boolean round(ReportPlan plan) throws RequestFailedException, InterruptedException {
    ReportSettings now = settings.get();
    List<ReportApi> served = ReportApi.served(discovery);
    ReportApi best = served.stream().filter(one -> one.isAllowed(now)).findFirst().orElse(null);
    if (best == null) {
      lose();
      missing =
          "reports are not written: the cluster has no kinds of "
              + ReportApi.wanted(now)
              + ", which are installed apart from Haetae";
      told.tell(missing, log::warn);
      return false;
    }
    if (best != api) {
      known = store.places();
      moving = true;
    }
    if (best != api || !plan.equals(doing)) {
      due.addAll(known);
      due.addAll(plan.drafts().keySet());
      api = best;
      doing = plan;
    }
    if (due.isEmpty()) {
      return false;
    }
    List<ReportApi> others =
        moving ? served.stream().filter(one -> one != best).toList() : List.of();
    ReportRound round = new ReportRound(store, best, others, mayWrite, pause, told);
    round.run(plan, due, known);
    var _ = writes.addAndGet(round.writes());
    var _ = failures.addAndGet(round.failures());
    moving &= !due.isEmpty();
    missing = due.isEmpty() ? "" : "some reports are not written; the log says why";
    if (round.failures() == 0) {
      told.forget();
    }
    return true;
  }

  /** Why reports are not written that should be, in sentences; none when they are. */
  public List<String> missing() {
    return missing.isEmpty() ? List.of() : List.of(missing);
  }

  private int leftOut() {
    ReportPlan plan = asked.get();
    return plan == null ? 0 : plan.leftOut();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("haetae.reports.written", this, reports -> reports.writes.get())
        .description("Reports that were written or removed.")
        .register(registry);
    FunctionCounter.builder("haetae.reports.failed", this, reports -> reports.failures.get())
        .description("Reports that could not be kept; the log says why.")
        .register(registry);
    Gauge.builder("haetae.reports.left.out", this, Reports::leftOut)
        .description("Results that reports count and do not tell, since there are too many.")
        .register(registry);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    try {
      // What is being asked for is broken off.
      var _ = scheduler.awaitTermination(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
