package dev.haetae.cluster.registration;

import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.Registration;
import dev.haetae.engine.PolicyTable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Both webhook configurations, kept as the policies in force need them. They are first filled in
 * when the leader is ready; from then on they are kept right even while it is not, since other
 * replicas may answer.
 */
final class WebhookKeeper implements MeterBinder, AutoCloseable {
  // How often the API server is asked for what watches and nothing else tell of.
  private static final Duration DISCOVERY = Duration.ofSeconds(30);

  private final RegisteredWebhooks validating;
  private final RegisteredWebhooks mutating;
  private final ServedKinds kinds;
  private final String namespace;
  private final Supplier<Configuration> configuration;
  private final Supplier<? extends @Nullable PolicyTable> policies;
  private final InstantSource clock;
  private Instant lastDiscovery = Instant.EPOCH;
  private boolean discovered;

  /**
   * A keeper of two configurations.
   *
   * @param namespace our own
   * @param policies gives the policies in force; null while they are not known
   */
  WebhookKeeper(
      RegisteredWebhooks validating,
      RegisteredWebhooks mutating,
      ServedKinds kinds,
      String namespace,
      Supplier<Configuration> configuration,
      Supplier<? extends @Nullable PolicyTable> policies,
      InstantSource clock) {
    this.validating = validating;
    this.mutating = mutating;
    this.kinds = kinds;
    this.namespace = namespace;
    this.configuration = configuration;
    this.policies = policies;
    this.clock = clock;
  }

  void start() {
    validating.start();
    mutating.start();
  }

  /** Returns whether every webhook trusts an authority; not so while an object is unknown. */
  boolean trusts(X509Certificate authority) {
    return validating.trusts(authority) && mutating.trusts(authority);
  }

  /**
   * Puts both objects right.
   *
   * @param leader whether this replica writes
   * @param ready whether it answers reviews
   * @param authorities gives the bundle in PEM, empty while there is none
   */
  void keep(Configuration now, boolean leader, BooleanSupplier ready, Supplier<byte[]> authorities)
      throws InterruptedException {
    validating.cutIfSilent();
    mutating.cutIfSilent();
    Registration registration = now.registration();
    if (registration == null || !leader) {
      return;
    }
    if (!ready.getAsBoolean() && !validating.isRegistered() && !mutating.isRegistered()) {
      return;
    }
    PolicyTable inForce = policies.get();
    if (inForce == null) {
      return;
    }
    discover(inForce);
    String bundle = null;
    if (registration.caBundle() == Registration.CaBundle.MANAGED) {
      bundle = Base64.getEncoder().encodeToString(authorities.get());
      if (bundle.isEmpty()) {
        return;
      }
    }
    if (discovered) {
      WebhookPlan plan = WebhookPlan.of(registration, namespace, inForce, kinds::find);
      validating.reconcile(plan.validating(), bundle);
      mutating.reconcile(plan.mutating(), bundle);
    }
  }

  // Without an answer the kinds of before stay, and before the first one nothing is written: a rule
  // must not vanish since the API server was slow.
  private void discover(PolicyTable inForce) throws InterruptedException {
    Instant now = clock.instant();
    if (!discovered || now.isAfter(lastDiscovery.plus(DISCOVERY))) {
      lastDiscovery = now;
      discovered |= kinds.refresh(WebhookPlan.kinds(inForce));
      validating.look();
      mutating.look();
    }
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    register(registry, "validating", validating, WebhookPlan::validating);
    register(registry, "mutating", mutating, WebhookPlan::mutating);
  }

  private void register(
      MeterRegistry registry,
      String name,
      RegisteredWebhooks webhooks,
      Function<WebhookPlan, List<Webhook>> planned) {
    Gauge.builder("haetae.registered", () -> isInOrder(webhooks, planned) ? 1 : 0)
        .description("Whether the API server calls our webhooks, as far as policies need any.")
        .tag("configuration", name)
        .register(registry);
  }

  private boolean isInOrder(
      RegisteredWebhooks webhooks, Function<WebhookPlan, List<Webhook>> planned) {
    Registration registration = configuration.get().registration();
    PolicyTable inForce = policies.get();
    return webhooks.isRegistered()
        || (webhooks.isOpen()
            && registration != null
            && inForce != null
            && planned
                .apply(WebhookPlan.of(registration, namespace, inForce, kinds::find))
                .isEmpty());
  }

  @Override
  public void close() {
    validating.close();
    mutating.close();
  }
}
