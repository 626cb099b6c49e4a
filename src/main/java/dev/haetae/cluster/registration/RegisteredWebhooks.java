package dev.haetae.cluster.registration;

import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.ToldOnce;
import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.tls.CertificateSet;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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

  private final String name;
  private final InstantSource clock;
  private final TypedObjects objects;
  private final FollowedObject<? extends HasMetadata> object;
  private final ToldOnce troubles = new ToldOnce();
  private volatile @Nullable WebhookConfiguration present;
  private List<Webhook> lastWritten = List.of();
  private Instant lastWrite = Instant.EPOCH;
  private Duration pause = FASTEST;

  /**
   * The webhooks of an object that is not followed yet.
   *
   * @param changed told after every change of the object
   */
  RegisteredWebhooks(
      Cluster cluster, WebhookKind kind, String name, InstantSource clock, Runnable changed) {
    this.name = kind.word() + ' ' + name;
    this.clock = clock;
    this.objects = cluster.objects();
    this.object =
        followed(
            cluster,
            kind.type(),
            name,
            found -> {
              present = found.map(WebhookConfiguration::of).orElse(null);
              changed.run();
            });
  }

  private <T extends HasMetadata> FollowedObject<T> followed(
      Cluster cluster, Class<T> type, String name, Consumer<Optional<T>> follower) {
    return new FollowedObject<>(
        cluster, type, "", name, List.of("webhooks", "metadata"), clock, follower);
  }

  void start() {
    object.start();
  }

  void cutIfSilent() {
    object.cutIfSilent();
  }

  void look() throws InterruptedException {
    try {
      object.look();
    } catch (RequestFailedException e) {
      tell(name + " cannot be read: " + e.reason());
    }
  }

  /** Returns whether the API server calls webhooks of this object. */
  boolean isRegistered() {
    WebhookConfiguration configuration = present;
    return configuration != null && !configuration.webhooks().isEmpty();
  }

  /** Returns whether the object is there, and not switched off. */
  boolean isOpen() {
    WebhookConfiguration configuration = present;
    return configuration != null && !configuration.isOff();
  }

  /**
   * Returns whether every webhook of the object trusts an authority; not so while the object is
   * unknown.
   */
  boolean trusts(X509Certificate authority) {
    WebhookConfiguration configuration = present;
    if (configuration == null) {
      return object.isKnown();
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
  void reconcile(List<Webhook> desired, @Nullable String caBundle) throws InterruptedException {
    WebhookConfiguration configuration = present;
    if (configuration == null) {
      if (object.isKnown()) {
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

  private void write(WebhookConfiguration configuration, List<Webhook> webhooks)
      throws InterruptedException {
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
      var _ = objects.update(configuration.with(webhooks));
      troubles.forget();
      log.info(
          "{} has {} now",
          name,
          webhooks.isEmpty()
              ? "no webhooks"
              : String.join(", ", webhooks.stream().map(Webhook::name).toList()));
    } catch (RequestFailedException e) {
      if (e.isConflict()) {
        look();
      } else {
        tell(name + " cannot be written: " + e.reason());
      }
    }
  }

  private static Duration doubled(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(SLOWEST) > 0 ? SLOWEST : twice;
  }

  // Looked at every second: once is enough to say so.
  private void tell(String sentence) {
    troubles.tell(sentence, told -> log.warn("{}", told));
  }

  @Override
  public void close() {
    object.close();
  }
}
