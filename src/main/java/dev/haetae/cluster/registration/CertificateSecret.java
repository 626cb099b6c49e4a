package dev.haetae.cluster.registration;

import dev.haetae.cluster.client.Failures;
import dev.haetae.tls.CertificateSet;
import dev.haetae.tls.CertificateSource;
import dev.haetae.tls.Rotation;
import dev.haetae.tls.ServingCertificate;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
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

  private final Resource<Secret> resource;
  private final KubernetesClient client;
  private final String name;
  private final InstantSource clock;
  private final List<Consumer<ServingCertificate>> listeners = new CopyOnWriteArrayList<>();
  private final SharedIndexInformer<Secret> informer;
  private volatile @Nullable Secret secret;
  private volatile CertificateSet set = CertificateSet.EMPTY;
  private volatile @Nullable ServingCertificate serving;
  private volatile boolean seen;
  private String lastRefusal = "";
  private Instant lastLook = Instant.EPOCH;

  CertificateSecret(KubernetesClient client, String namespace, String name, InstantSource clock) {
    this.client = client;
    this.name = namespace + '/' + name;
    this.clock = clock;
    this.resource = client.secrets().inNamespace(namespace).withName(name);
    this.informer =
        resource.runnableInformer(0).exceptionHandler((_, _) -> true).addEventHandler(handler());
  }

  /** Watches the Secret from now on, as soon as the API server can be reached. */
  void start() {
    var _ = informer.start().thenRun(() -> seen = true);
  }

  private ResourceEventHandler<Secret> handler() {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(Secret added) {
        take(added);
      }

      @Override
      public void onUpdate(Secret before, Secret after) {
        take(after);
      }

      @Override
      public void onDelete(Secret deleted, boolean unknown) {
        secret = null;
        log.error("the Secret {} is gone, and is not made here: install the chart again", name);
      }
    };
  }

  private synchronized void take(Secret found) {
    secret = found;
    seen = true;
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

  /** What the Secret holds. */
  CertificateSet set() {
    return set;
  }

  /** Why no certificate of the Secret is served, in sentences; none when one is. */
  List<String> missing() {
    ServingCertificate present = serving;
    if (present == null) {
      return List.of(
          !seen
              ? "the Secret " + name + " has not been read yet"
              : secret == null
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
  void rotate(Rotation rotation, Predicate<X509Certificate> known) {
    Secret present = secret;
    if (present == null) {
      return;
    }
    Rotation.Step step =
        rotation.next(CertificateSet.read(decoded(present)), clock.instant(), known);
    if (step.done().isEmpty()) {
      return;
    }
    try {
      client.resource(written(present, step.set())).update();
      lastRefusal = "";
      for (String done : step.done()) {
        log.info("Secret {}: {}", name, done);
      }
    } catch (KubernetesClientException e) {
      if (Failures.isConflict(e)) {
        look();
      } else {
        refused(Failures.sentence(e));
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
  void lookWhenLate(Duration life) {
    ServingCertificate present = serving;
    Instant now = clock.instant();
    if (present != null
        && now.isAfter(present.notAfter().minus(life.dividedBy(4)))
        && now.isAfter(lastLook.plus(life.dividedBy(30)))) {
      look();
    }
  }

  private void look() {
    lastLook = clock.instant();
    try {
      Secret found = resource.get();
      if (found != null) {
        take(found);
      }
    } catch (KubernetesClientException e) {
      refused(Failures.sentence(e));
    }
  }

  private void refused(String why) {
    if (!why.equals(lastRefusal)) {
      lastRefusal = why;
      log.warn("the certificates of the Secret {} cannot be kept: {}", name, why);
    }
  }

  @Override
  public void close() {
    informer.close();
  }
}
