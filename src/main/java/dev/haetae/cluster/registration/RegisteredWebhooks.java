package dev.haetae.cluster.registration;

import dev.haetae.cluster.client.Failures;
import dev.haetae.tls.CertificateSet;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhooks of one configuration object, watched by its name and put right when they are not as
 * they should be.
 *
 * <p>The object exists, be it without webhooks; one that is gone is told and not made. One that is
 * annotated {@code haetae.dev/registration: "off"} is left alone, whatever is in it.
 */
final class RegisteredWebhooks implements AutoCloseable {
  // Whoever else writes the same fields over and over gets ever rarer answers.
  private static final Duration FASTEST = Duration.ofSeconds(1);
  private static final Duration SLOWEST = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(RegisteredWebhooks.class);

  private final KubernetesClient client;
  private final String name;
  private final InstantSource clock;
  private final SharedIndexInformer<? extends HasMetadata> informer;
  private final Supplier<@Nullable WebhookConfiguration> asked;
  private volatile @Nullable WebhookConfiguration present;
  private volatile boolean seen;
  private String lastTold = "";
  private List<Webhook> lastWritten = List.of();
  private Instant lastWrite = Instant.EPOCH;
  private Duration pause = FASTEST;

  /**
   * The webhooks of an object.
   *
   * @param name kind and name of the object, for messages
   * @param changed told after every change of the object
   */
  <T extends HasMetadata> RegisteredWebhooks(
      KubernetesClient client,
      Resource<T> resource,
      Function<T, WebhookConfiguration> reader,
      String name,
      InstantSource clock,
      Runnable changed) {
    this.client = client;
    this.name = name;
    this.clock = clock;
    this.asked =
        () -> {
          T found = resource.get();
          return found == null ? null : reader.apply(found);
        };
    this.informer =
        resource
            .runnableInformer(0)
            .exceptionHandler((_, _) -> true)
            .addEventHandler(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(T added) {
                    take(reader.apply(added));
                    changed.run();
                  }

                  @Override
                  public void onUpdate(T before, T after) {
                    take(reader.apply(after));
                    changed.run();
                  }

                  @Override
                  public void onDelete(T deleted, boolean unknown) {
                    take(null);
                    changed.run();
                  }
                });
  }

  /** Watches the object from now on, as soon as the API server can be reached. */
  void start() {
    var _ = informer.start().thenRun(() -> seen = true);
  }

  private void take(@Nullable WebhookConfiguration configuration) {
    present = configuration;
    seen = true;
  }

  /** Asks for the object: a watch can be dead for long before anybody notices. */
  void look() {
    try {
      take(asked.get());
    } catch (KubernetesClientException e) {
      tell(name + " cannot be read: " + Failures.sentence(e));
    }
  }

  /** Whether the API server calls webhooks of this object. */
  boolean isRegistered() {
    WebhookConfiguration configuration = present;
    return configuration != null && !configuration.webhooks().isEmpty();
  }

  /** Whether the object is there, and not switched off. */
  boolean isOpen() {
    WebhookConfiguration configuration = present;
    return configuration != null && !configuration.isOff();
  }

  /**
   * Whether every webhook of the object trusts an authority; not so while the object is unknown.
   */
  boolean trusts(X509Certificate authority) {
    WebhookConfiguration configuration = present;
    if (configuration == null) {
      return seen;
    }
    for (Webhook webhook : configuration.webhooks()) {
      byte[] bundle = Base64.getMimeDecoder().decode(webhook.caBundle());
      if (!CertificateSet.readBundle(bundle).contains(authority)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Puts the object right when it is not: for the leader alone.
   *
   * @param desired its webhooks, without {@code caBundle}
   * @param caBundle in base64; null when another writes it
   */
  void reconcile(List<Webhook> desired, @Nullable String caBundle) {
    WebhookConfiguration configuration = present;
    if (configuration == null) {
      if (seen) {
        tell(name + " is gone, and is not made here: nothing is reviewed. Install the chart again");
      }
      return;
    }
    if (configuration.isOff()) {
      tell(
          name
              + " is annotated "
              + WebhookConfiguration.REGISTRATION
              + "=off: its webhooks are left alone until 'haetae doctor --restore --yes'");
      return;
    }
    List<Webhook> webhooks =
        desired.stream().map(webhook -> completed(webhook, configuration, caBundle)).toList();
    if (webhooks.equals(configuration.webhooks())) {
      return;
    }
    write(configuration, webhooks);
  }

  private static Webhook completed(
      Webhook webhook, WebhookConfiguration configuration, @Nullable String caBundle) {
    if (caBundle != null) {
      return webhook.withCaBundle(caBundle);
    }
    Webhook before = configuration.find(webhook.name());
    String injected = before == null ? "" : before.caBundle();
    // Before somebody has injected an authority nobody can answer: that refuses nothing yet.
    return injected.isEmpty()
        ? webhook.withFailurePolicy("Ignore")
        : webhook.withCaBundle(injected);
  }

  private void write(WebhookConfiguration configuration, List<Webhook> webhooks) {
    Instant now = clock.instant();
    boolean again = webhooks.equals(lastWritten) && now.isBefore(lastWrite.plus(QUIET));
    if (again && now.isBefore(lastWrite.plus(pause))) {
      return;
    }
    pause = again ? doubled(pause) : FASTEST;
    lastWrite = now;
    lastWritten = webhooks;
    try {
      // With the resource version that was read: whoever was faster is looked at first.
      client.resource(configuration.with(webhooks)).update();
      lastTold = "";
      log.info(
          "{} has {} now",
          name,
          webhooks.isEmpty()
              ? "no webhooks"
              : String.join(", ", webhooks.stream().map(Webhook::name).toList()));
    } catch (KubernetesClientException e) {
      if (Failures.isConflict(e)) {
        look();
      } else {
        tell(name + " cannot be written: " + Failures.sentence(e));
      }
    }
  }

  private static Duration doubled(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(SLOWEST) > 0 ? SLOWEST : twice;
  }

  // Looked at every second: once is enough to say so.
  private void tell(String sentence) {
    if (!sentence.equals(lastTold)) {
      lastTold = sentence;
      log.warn("{}", sentence);
    }
  }

  @Override
  public void close() {
    informer.close();
  }
}
