package dev.haetae.cluster.registration;

import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.ToldOnce;
import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.tls.CertificateSet;
import dev.haetae.tls.CertificateSource;
import dev.haetae.tls.Rotation;
import dev.haetae.tls.ServingCertificate;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Secret with the certificates of all replicas, watched by its name: what the leader writes
 * there every replica serves a moment later.
 *
 * <p>The Secret exists, be it empty; it is never made here. What is in it and cannot be served is
 * not served: the certificate of before is, as long as there is one.
 */
public final class CertificateSecret implements CertificateSource, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CertificateSecret.class);

  private final TypedObjects objects;
  private final FollowedObject<Secret> secret;
  private final String name;
  private final InstantSource clock;
  private final List<Consumer<ServingCertificate>> listeners = new CopyOnWriteArrayList<>();
  private final ToldOnce refusals = new ToldOnce();
  private volatile CertificateSet set = CertificateSet.EMPTY;
  private volatile @Nullable ServingCertificate serving;
  private Instant lastLook = Instant.EPOCH;

  /** The Secret of this name in our own namespace, not followed yet. */
  CertificateSecret(Cluster cluster, String secret, InstantSource clock) {
    String namespace = cluster.namespace();
    this.name = namespace + '/' + secret;
    this.clock = clock;
    this.objects = cluster.objects();
    this.secret =
        new FollowedObject<>(
            cluster,
            Secret.class,
            namespace,
            secret,
            List.of("data", "type", "immutable", "metadata"),
            clock,
            found ->
                found.ifPresentOrElse(
                    this::take,
                    () ->
                        log.error(
                            "the Secret {} is gone, and is not made here: install the chart again",
                            name)));
  }

  /** Watches the Secret from now on, as soon as the API server can be reached. */
  void start() {
    secret.start();
  }

  private void take(Secret found) {
    CertificateSet read = CertificateSet.read(decoded(found));
    set = read;
    ServingCertificate offered = read.serving();
    if (offered == null
        || offered.equals(serving)
        || offered.notAfter().isBefore(clock.instant())) {
      return;
    }
    serving = offered;
    for (Consumer<ServingCertificate> listener : listeners) {
      listener.accept(offered);
    }
  }

  /** The Secret's content, by key. */
  public static Map<String, byte[]> decoded(Secret secret) {
    Map<String, byte[]> decoded = new LinkedHashMap<>();
    if (secret.getData() != null) {
      secret.getData().forEach((key, value) -> decoded.put(key, Base64.getDecoder().decode(value)));
    }
    return decoded;
  }

  @Override
  public String place() {
    return "Secret " + name;
  }

  @Override
  public String authorityFile() {
    int slash = name.indexOf('/');
    return "<(kubectl -n "
        + name.substring(0, slash)
        + " get secret "
        + name.substring(slash + 1)
        + " -o jsonpath='{.data.ca\\.crt}' | base64 -d)";
  }

  @Override
  public @Nullable ServingCertificate current() {
    return serving;
  }

  @Override
  public @Nullable Instant authorityNotAfter() {
    var signing = set.signing();
    return signing == null ? null : signing.notAfter();
  }

  @Override
  public void onChange(Consumer<ServingCertificate> listener) {
    listeners.add(listener);
  }

  /** The content of the Secret. */
  CertificateSet set() {
    return set;
  }

  /** Why no certificate of the Secret is served, in sentences; none when one is. */
  List<String> missing() {
    ServingCertificate present = serving;
    if (present == null) {
      return List.of(
          !secret.isKnown()
              ? "the Secret " + name + " has not been read yet"
              : secret.present().isEmpty()
                  ? "the Secret " + name + " does not exist"
                  : "the Secret " + name + " holds no certificate yet");
    }
    return present.notAfter().isBefore(clock.instant())
        ? List.of("the certificate of the Secret " + name + " expired on " + present.notAfter())
        : List.of();
  }

  /**
   * Brings the certificates up to date: for the leader alone. Of two that try, the API server lets
   * one; the other sees the first one's work and goes on from there.
   *
   * @param known whether all clients have an authority in their bundle
   */
  void rotate(Rotation rotation, Predicate<X509Certificate> known) throws InterruptedException {
    Secret present = secret.present().orElse(null);
    if (present == null) {
      return;
    }
    Rotation.Step step =
        rotation.next(CertificateSet.read(decoded(present)), clock.instant(), known);
    if (step.done().isEmpty()) {
      return;
    }
    try {
      var _ = objects.update(written(present, step.set()));
      refusals.forget();
      for (String done : step.done()) {
        log.info("Secret {}: {}", name, done);
      }
    } catch (RequestFailedException e) {
      if (e.isConflict()) {
        look();
      } else {
        refused(e);
      }
    }
  }

  private static Secret written(Secret present, CertificateSet set) {
    Map<String, String> data = new LinkedHashMap<>();
    if (present.getData() != null) {
      data.putAll(present.getData());
    }
    data.keySet().removeAll(CertificateSet.KEYS);
    set.write()
        .forEach((key, text) ->
            data.put(
                key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII))));
    return new SecretBuilder(present).withData(data).build();
  }

  /**
   * Asks for the Secret when the watch should have told of a new certificate and has not: a watch
   * can be dead for long before anybody notices.
   *
   * @param life of a leaf
   */
  void lookWhenLate(Duration life) throws InterruptedException {
    secret.cutIfSilent();
    ServingCertificate present = serving;
    Instant now = clock.instant();
    if (present != null
        && now.isAfter(present.notAfter().minus(life.dividedBy(4)))
        && now.isAfter(lastLook.plus(life.dividedBy(30)))) {
      look();
    }
  }

  private void look() throws InterruptedException {
    lastLook = clock.instant();
    try {
      secret.look();
    } catch (RequestFailedException e) {
      refused(e);
    }
  }

  private void refused(RequestFailedException e) {
    refusals.tell(
        e.reason(),
        why -> log.warn("the certificates of the Secret {} cannot be kept: {}", name, why));
  }

  @Override
  public void close() {
    secret.close();
  }
}
