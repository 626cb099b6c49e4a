package dev.haetae.cluster.registration;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.Discovery;
import dev.haetae.cluster.client.Failures;
import dev.haetae.configuration.Certificates;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.Registration;
import dev.haetae.engine.PolicyTable;
import dev.haetae.tls.CertificateSource;
import dev.haetae.tls.Lifetimes;
import dev.haetae.tls.Rotation;
import dev.haetae.tls.SubjectNames;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps right what Haetae has in the API server: its webhooks and its certificates.
 *
 * <p>All replicas watch; the leader alone writes, first the certificates, then the webhooks that
 * trust them. Webhooks are first registered when the leader is ready; from then on they are kept
 * right even while it is not, since other replicas may answer.
 */
public final class Registrar implements MeterBinder, AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(1);

  // How often the API server is asked for what watches and nothing else tell of.
  private static final Duration DISCOVERY = Duration.ofSeconds(30);

  // How long an API server may take to learn of a registration that has been written.
  private static final Duration LONGEST_SETTLING = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(Registrar.class);

  private final Leadership leadership;
  private final Supplier<Configuration> configuration;
  private final Supplier<? extends @Nullable PolicyTable> policies;
  private final Supplier<byte @Nullable []> directoryBundle;
  private final String namespace;
  private final InstantSource clock;
  private final ServedKinds kinds;
  private final @Nullable CertificateSecret secret;
  private final @Nullable RegisteredWebhooks validating;
  private final @Nullable RegisteredWebhooks mutating;
  private final Map<X509Certificate, Instant> knownSince = new HashMap<>();
  private final AtomicBoolean due = new AtomicBoolean();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("registrar").factory());
  private volatile BooleanSupplier ready = () -> false;
  private Instant lastDiscovery = Instant.EPOCH;
  private boolean discovered;
  private String lastTold = "";

  private Registrar(
      Cluster cluster,
      Leadership leadership,
      Supplier<Configuration> configuration,
      Supplier<? extends @Nullable PolicyTable> policies,
      Supplier<byte @Nullable []> directoryBundle,
      InstantSource clock) {
    this.leadership = leadership;
    this.configuration = configuration;
    this.policies = policies;
    this.directoryBundle = directoryBundle;
    this.namespace = cluster.namespace();
    this.clock = clock;
    KubernetesClient client = cluster.client();
    this.kinds = new ServedKinds(new Discovery(new ApiServer(cluster)));
    Configuration now = configuration.get();
    Certificates certificates = now.certificates();
    this.secret =
        certificates == null
            ? null
            : new CertificateSecret(client, namespace, certificates.secret(), clock);
    Registration registration = now.registration();
    if (registration == null) {
      this.validating = null;
      this.mutating = null;
    } else {
      var resources = client.admissionRegistration().v1();
      this.validating =
          new RegisteredWebhooks(
              client,
              resources.validatingWebhookConfigurations().withName(registration.validating()),
              WebhookConfiguration::of,
              "ValidatingWebhookConfiguration " + registration.validating(),
              clock,
              this::wake);
      this.mutating =
          new RegisteredWebhooks(
              client,
              resources.mutatingWebhookConfigurations().withName(registration.mutating()),
              WebhookConfiguration::of,
              "MutatingWebhookConfiguration " + registration.mutating(),
              clock,
              this::wake);
    }
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
    if (registrar.secret != null) {
      registrar.secret.onChange(_ -> registrar.wake());
      registrar.secret.start();
    }
    if (registrar.validating != null && registrar.mutating != null) {
      registrar.validating.start();
      registrar.mutating.start();
    }
    return registrar;
  }

  /** The certificates to serve; null when those of {@code --tls-dir} are. */
  public @Nullable CertificateSource certificates() {
    return secret;
  }

  /** Why reviews cannot be trusted to reach this replica, in sentences; none when they can. */
  public List<String> missing() {
    return secret == null ? List.of() : secret.missing();
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
      keepCertificates(now, leader);
      keepRegistration(now, leader);
      lastTold = "";
    } catch (RuntimeException e) {
      // A schedule ends with the first exception, and with it every later renewal.
      String why = Failures.sentence(e);
      if (!why.equals(lastTold)) {
        lastTold = why;
        log.error("what is registered could not be looked after", e);
      }
    }
  }

  private void keepCertificates(Configuration now, boolean leader) {
    Certificates certificates = now.certificates();
    if (secret == null || certificates == null) {
      return;
    }
    secret.lookWhenLate(certificates.leafLifetime());
    if (!leader) {
      // How long a leader of before has waited is not known to the next.
      knownSince.clear();
      return;
    }
    Lifetimes lifetimes =
        new Lifetimes(certificates.leafLifetime(), certificates.authorityLifetime());
    Duration settling = lifetimes.leaf().dividedBy(6);
    secret.rotate(
        new Rotation(lifetimes, names(now.registration())),
        authority ->
            isKnown(
                authority, settling.compareTo(LONGEST_SETTLING) > 0 ? LONGEST_SETTLING : settling));
  }

  private SubjectNames names(@Nullable Registration registration) {
    List<String> hosts = new ArrayList<>();
    String service = "haetae";
    String place = namespace;
    if (registration != null) {
      switch (registration.target()) {
        case Registration.ServiceTarget target -> {
          service = target.name();
          place = target.namespace();
        }
        case Registration.UrlTarget target -> hosts.add(target.base().getHost());
      }
    }
    hosts.add(service + '.' + place + ".svc");
    hosts.add(service + '.' + place + ".svc.cluster.local");
    return SubjectNames.ofHosts(hosts);
  }

  // Whether all API servers have an authority: it is registered, and they have had time to see it.
  private boolean isKnown(X509Certificate authority, Duration settling) {
    if (validating != null
        && mutating != null
        && !(validating.trusts(authority) && mutating.trusts(authority))) {
      knownSince.remove(authority);
      return false;
    }
    Instant now = clock.instant();
    Instant since = knownSince.computeIfAbsent(authority, _ -> now);
    return !since.plus(settling).isAfter(now);
  }

  private void keepRegistration(Configuration now, boolean leader) {
    Registration registration = now.registration();
    if (registration == null || validating == null || mutating == null || !leader) {
      return;
    }
    if (!ready.getAsBoolean() && !validating.isRegistered() && !mutating.isRegistered()) {
      return;
    }
    PolicyTable inForce = policies.get();
    if (inForce == null) {
      return;
    }
    discover(inForce, validating, mutating);
    String bundle = null;
    if (registration.caBundle() == Registration.CaBundle.MANAGED) {
      bundle = bundle();
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
  private void discover(
      PolicyTable inForce, RegisteredWebhooks validating, RegisteredWebhooks mutating) {
    Instant now = clock.instant();
    if (!discovered || now.isAfter(lastDiscovery.plus(DISCOVERY))) {
      lastDiscovery = now;
      discovered |= kinds.refresh(WebhookPlan.kinds(inForce));
      validating.look();
      mutating.look();
    }
  }

  private String bundle() {
    byte[] pem =
        secret == null
            ? directoryBundle.get()
            : secret.set().bundle().getBytes(StandardCharsets.US_ASCII);
    return pem == null ? "" : Base64.getEncoder().encodeToString(pem);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    register(registry, "validating", validating, WebhookPlan::validating);
    register(registry, "mutating", mutating, WebhookPlan::mutating);
  }

  private void register(
      MeterRegistry registry,
      String name,
      @Nullable RegisteredWebhooks webhooks,
      Function<WebhookPlan, List<Webhook>> planned) {
    if (webhooks != null) {
      Gauge.builder("haetae.registered", () -> isInOrder(webhooks, planned) ? 1 : 0)
          .description("Whether the API server calls our webhooks, as far as policies need any.")
          .tag("configuration", name)
          .register(registry);
    }
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
    scheduler.shutdownNow();
    if (secret != null) {
      secret.close();
    }
    if (validating != null && mutating != null) {
      validating.close();
      mutating.close();
    }
  }
}
