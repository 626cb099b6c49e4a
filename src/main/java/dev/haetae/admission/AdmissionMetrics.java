package dev.haetae.admission;

import dev.haetae.inventory.BudgetExceededException.Cause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts reviews and findings: {@code haetae_admission_reviews_total{endpoint,outcome}}, {@code
 * haetae_admission_review_duration_seconds{endpoint}}, {@code
 * haetae_findings_total{policy,action}}, {@code haetae_waived_total{policy,exception}}, {@code
 * haetae_reviews_exceeded_total{endpoint,budget}}, {@code haetae_reviews_moved_total{endpoint}}.
 *
 * <p>What happens before the server is ready is its own warm-up and is not counted.
 */
public final class AdmissionMetrics implements ReviewObserver {
  // From a tenth of a millisecond, a review's usual cost, to the API server's longest patience.
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(50_000),
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private record FindingKey(String policy, String action) {}

  private record WaiverKey(String policy, String exception) {}

  private record EndpointMeters(
      Timer duration,
      Map<Answer.Outcome, Counter> reviews,
      Counter moved,
      Map<Cause, Counter> exceeded) {}

  private static final Logger log = LoggerFactory.getLogger(AdmissionMetrics.class);

  private final MeterRegistry registry;
  private final Readiness readiness;
  private final Map<Endpoint, EndpointMeters> endpoints = new EnumMap<>(Endpoint.class);
  private final Counter failures;
  private final Map<FindingKey, Counter> findings = new ConcurrentHashMap<>();
  private final Map<WaiverKey, Counter> waivers = new ConcurrentHashMap<>();

  /** Metrics in {@code registry}; every series of the reviews is there from the start, at zero. */
  public AdmissionMetrics(MeterRegistry registry, Readiness readiness) {
    this.registry = registry;
    this.readiness = readiness;
    this.failures =
        Counter.builder("haetae.review.failures")
            .description("Failures of rules or of whole reviews, each of which the log describes.")
            .register(registry);
    for (Endpoint endpoint : Endpoint.values()) {
      endpoints.put(endpoint, meters(registry, endpoint));
    }
  }

  private static EndpointMeters meters(MeterRegistry registry, Endpoint endpoint) {
    Timer duration =
        Timer.builder("haetae.admission.review.duration")
            .description("Time from the whole body to the whole answer.")
            .tag("endpoint", endpoint.word())
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    Map<Answer.Outcome, Counter> reviews = new EnumMap<>(Answer.Outcome.class);
    for (Answer.Outcome outcome : Answer.Outcome.values()) {
      reviews.put(
          outcome,
          Counter.builder("haetae.admission.reviews")
              .description("Reviews answered, by what was answered.")
              .tag("endpoint", endpoint.word())
              .tag("outcome", outcome.word())
              .register(registry));
    }
    Counter moved =
        Counter.builder("haetae.reviews.moved")
            .description("Reviews of small bodies that took more than a small one may.")
            .tag("endpoint", endpoint.word())
            .register(registry);
    Map<Cause, Counter> exceeded = new EnumMap<>(Cause.class);
    for (Cause cause : Cause.values()) {
      if (cause.isUndecided()) {
        exceeded.put(
            cause,
            Counter.builder("haetae.reviews.exceeded")
                .description("Reviews that policies left undecided since their budget was spent.")
                .tag("endpoint", endpoint.word())
                .tag("budget", cause.word())
                .register(registry));
      }
    }
    return new EndpointMeters(duration, reviews, moved, exceeded);
  }

  @Override
  public void answered(Endpoint endpoint, Answer.Outcome outcome, long nanoseconds) {
    EndpointMeters meters = endpoints.get(endpoint);
    if (meters != null && readiness.isServing()) {
      meters.duration().record(nanoseconds, TimeUnit.NANOSECONDS);
      Counter counter = meters.reviews().get(outcome);
      if (counter != null) {
        counter.increment();
      }
    }
  }

  @Override
  public void found(String policy, String action, int times) {
    if (readiness.isServing()) {
      findings.computeIfAbsent(new FindingKey(policy, action), this::counter).increment(times);
    }
  }

  @Override
  public void waived(String policy, String exception, int times) {
    if (readiness.isServing()) {
      waivers.computeIfAbsent(new WaiverKey(policy, exception), this::counter).increment(times);
    }
  }

  @Override
  public void moved(Endpoint endpoint) {
    EndpointMeters meters = endpoints.get(endpoint);
    if (meters != null) {
      meters.moved().increment();
    }
  }

  @Override
  public void exceeded(Endpoint endpoint, Cause why) {
    EndpointMeters meters = endpoints.get(endpoint);
    Counter counter = meters == null ? null : meters.exceeded().get(why);
    if (counter != null) {
      counter.increment();
    }
  }

  @Override
  public void failed(RuntimeException fault) {
    failures.increment();
    log.error("a review or a rule of it failed", fault);
  }

  private Counter counter(FindingKey key) {
    return Counter.builder("haetae.findings")
        .description("Findings of the policies, by what was done about them.")
        .tag("policy", key.policy())
        .tag("action", key.action())
        .register(registry);
  }

  private Counter counter(WaiverKey key) {
    return Counter.builder("haetae.waived")
        .description("Findings that a PolicyException has waived, by the exception.")
        .tag("policy", key.policy())
        .tag("exception", key.exception())
        .register(registry);
  }
}
