package dev.haetae.cluster.registration;

import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.Discovery;
import dev.haetae.cluster.client.ToldOnce;
import dev.haetae.configuration.Certificates;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.Registration;
import dev.haetae.engine.PolicyTable;
import dev.haetae.tls.CertificateSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps right what Haetae has in the API server: its certificates, and the webhooks that trust
 * them. All replicas watch; the leader alone writes, in this order.
 */
public final class Registrar implements MeterBinder, AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(Registrar.class);

  private final Leadership leadership;
  private final Supplier<Configuration> configuration;
  private final Supplier<byte @Nullable []> directoryBundle;
  private final Optional<SecretKeeper> certificates;
  private final Optional<WebhookKeeper> webhooks;
  private final ToldOnce faults = new ToldOnce();
  private final AtomicBoolean due = new AtomicBoolean();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("registrar").factory());
  private volatile BooleanSupplier ready = () -> false;

  private Registrar(
      Cluster cluster,
      Leadership leadership,
      Supplier<Configuration> configuration,
      Supplier<? extends @Nullable PolicyTable> policies,
      Supplier<byte @Nullable []> directoryBundle,
      InstantSource clock) {
    this.leadership = leadership;
    this.configuration = configuration;
    Configuration now = configuration.get();
    this.directoryBundle = directoryBundle;
    this.certificates =
        Optional.ofNullable(now.certificates()).map(named -> certificates(cluster, named, clock));
    Registration registration = now.registration();
    this.webhooks =
        registration == null
            ? Optional.empty()
            : Optional.of(
                new WebhookKeeper(
                    registered(cluster, WebhookKind.VALIDATING, registration.validating(), clock),
                    registered(cluster, WebhookKind.MUTATING, registration.mutating(), clock),
                    new ServedKinds(new Discovery(cluster.server())),
                    cluster.namespace(),
                    configuration,
                    policies,
                    clock));
  }

  private SecretKeeper certificates(Cluster cluster, Certificates named, InstantSource clock) {
    CertificateSecret secret = new CertificateSecret(cluster, named.secret(), clock);
    secret.onChange(_ -> wake());
    return new SecretKeeper(secret, cluster.namespace(), clock);
  }

  private RegisteredWebhooks registered(
      Cluster cluster, WebhookKind kind, String name, InstantSource clock) {
    return new RegisteredWebhooks(cluster, kind, name, clock, this::wake);
  }

  /**
   * A registrar that begins to watch; it writes nothing before {@link #start}.
   *
   * @param configuration gives the configuration of the moment; the names of the objects are taken
   *     once
   * @param policies gives the policies in force; null while they are not known, and the webhooks
   *     stay as they are
   * @param directoryBundle gives the authorities of {@code --tls-dir} in PEM, null when there are
   *     none; not asked when the configuration names a Secret
   */
  public static Registrar open(
      Cluster cluster,
      Leadership leadership,
      Supplier<Configuration> configuration,
      Supplier<? extends @Nullable PolicyTable> policies,
      Supplier<byte @Nullable []> directoryBundle,
      InstantSource clock) {
    Registrar registrar =
        new Registrar(cluster, leadership, configuration, policies, directoryBundle, clock);
    registrar.certificates.ifPresent(SecretKeeper::start);
    registrar.webhooks.ifPresent(WebhookKeeper::start);
    return registrar;
  }

  /** The certificates to serve; null when those of {@code --tls-dir} are. */
  public @Nullable CertificateSource certificates() {
    return certificates.map(SecretKeeper::source).orElse(null);
  }

  /** Why reviews cannot be trusted to reach this replica, in sentences; none when they can. */
  public List<String> missing() {
    return certificates.map(SecretKeeper::missing).orElse(List.of());
  }

  /**
   * Keeps all right from now on, whenever this replica is the leader.
   *
   * @param ready whether this replica answers reviews
   */
  public void start(BooleanSupplier ready) {
    this.ready = ready;
    var _ = scheduler.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  // Changes of one moment are looked at once.
  private void wake() {
    if (due.compareAndSet(false, true)) {
      try {
        scheduler.execute(this::look);
      } catch (RejectedExecutionException e) {
        log.debug("closed already");
      }
    }
  }

  private void look() {
    due.set(false);
    try {
      Configuration now = configuration.get();
      boolean leader = leadership.isLeader();
      if (certificates.isPresent()) {
        certificates.get().keep(now, leader, this::isTrusted);
      }
      if (webhooks.isPresent()) {
        webhooks.get().keep(now, leader, ready, this::bundle);
      }
      faults.forget();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // A schedule ends with the first exception, and with it every later renewal.
      faults.tell(e.toString(), _ -> log.error("what is registered could not be looked after", e));
    }
  }

  private byte[] bundle() {
    byte[] pem = certificates.map(SecretKeeper::bundle).orElseGet(directoryBundle);
    return pem == null ? new byte[0] : pem;
  }

  private boolean isTrusted(X509Certificate authority) {
    return webhooks.isEmpty() || webhooks.get().trusts(authority);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    webhooks.ifPresent(keeper -> keeper.bindTo(registry));
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    certificates.ifPresent(SecretKeeper::close);
    webhooks.ifPresent(WebhookKeeper::close);
  }
}
