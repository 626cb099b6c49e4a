package dev.haetae.server;

import dev.haetae.tls.CertificateAuthority;
import dev.haetae.tls.CertificateStore;
import dev.haetae.tls.FileWatch;
import dev.haetae.tls.ServingCertificate;
import dev.haetae.tls.TrustedClients;
import dev.haetae.tls.UnusableCertificateException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.ssl.CertificateProvider;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates that the server shows and those that it demands, kept up to date with their
 * files.
 */
final class ServerCertificates {
  /** The name of the key store that the server shows. */
  static final String SERVING = "serving";

  /** The name of the key store by which clients are trusted. */
  static final String CLIENTS = "clients";

  private static final Logger log = LoggerFactory.getLogger(ServerCertificates.class);

  private final CertificateStore store;
  private final FileWatch<ServingCertificate> servingWatch;
  private final RotatingKeyStore servingKeys = new RotatingKeyStore(SERVING);
  private final Counter reloads;
  private final Counter refusals;
  private volatile ServingCertificate serving;
  private volatile String lastRefusal = "";

  private final @Nullable FileWatch<TrustedClients> clientWatch;
  private final RotatingKeyStore clientKeys = new RotatingKeyStore(CLIENTS);
  private volatile @Nullable TrustedClients clients;
  private volatile @Nullable ServingCertificate ownClient;

  private ServerCertificates(
      CertificateStore store,
      ServingCertificate serving,
      @Nullable Path clientAuthority,
      @Nullable TrustedClients clients,
      InstantSource clock,
      MeterRegistry registry) {
    this.store = store;
    this.serving = serving;
    this.clients = clients;
    this.reloads =
        Counter.builder("haetae.certificate.reloads")
            .description("Certificates taken from changed files while serving.")
            .register(registry);
    this.refusals =
        Counter.builder("haetae.certificate.reload.failures")
            .description("Changed certificate files that could not be used.")
            .register(registry);
    Gauge.builder("haetae.certificate.expiry", () -> this.serving.notAfter().getEpochSecond())
        .description("When the serving certificate ends, in seconds since 1970.")
        .baseUnit("seconds")
        .register(registry);
    this.servingWatch = new FileWatch<>(store.files(), store::read, this::serve, this::refuse);
    if (clientAuthority == null || clients == null) {
      this.clientWatch = null;
    } else {
      this.clientWatch =
          new FileWatch<>(
              List.of(clientAuthority),
              () -> TrustedClients.read(clientAuthority, clock),
              this::trust,
              this::refuse);
      this.ownClient =
          CertificateAuthority.create(clock.instant())
              .issueForClient("haetae warm-up", clock.instant());
    }
  }

  /**
   * Opens the certificates that {@code options} name.
   *
   * @throws UnusableCertificateException when one cannot be used
   */
  static ServerCertificates open(ServerOptions options, InstantSource clock, MeterRegistry registry)
      throws UnusableCertificateException {
    CertificateStore store = new CertificateStore(options.tlsDirectory(), options.names(), clock);
    Path clientAuthority = options.clientAuthority();
    return new ServerCertificates(
        store,
        store.open(),
        clientAuthority,
        clientAuthority == null ? null : TrustedClients.read(clientAuthority, clock),
        clock,
        registry);
  }

  /** Makes the key stores known to the server by their names. */
  void register(ApplicationContext context) {
    servingKeys.rotate(serving.toKeyStore());
    context.registerSingleton(
        CertificateProvider.class, servingKeys, Qualifiers.byName(SERVING), false);
    TrustedClients trusted = clients;
    if (trusted != null) {
      clientKeys.rotate(trusted.toKeyStore(ownAuthority()));
      context.registerSingleton(
          CertificateProvider.class, clientKeys, Qualifiers.byName(CLIENTS), false);
    }
  }

  /** What is shown to clients now. */
  ServingCertificate serving() {
    return serving;
  }

  /**
   * What the server shows to itself while it warms up, and believes only so long; null when it
   * demands no certificate.
   */
  @Nullable ServingCertificate ownClient() {
    return ownClient;
  }

  /** From now on only the clients' authority is believed. */
  void endWarmUp() {
    ownClient = null;
    TrustedClients trusted = clients;
    if (trusted != null) {
      trust(trusted);
    }
  }

  private List<X509Certificate> ownAuthority() {
    ServingCertificate own = ownClient;
    return own == null ? List.of() : List.of(own.chain().getLast());
  }

  /** Looks at the files once, and renews what is ours and about to end. */
  void check() {
    if (store.renewalIsDue(serving)) {
      try {
        // The watch then sees the new files.
        store.open();
      } catch (UnusableCertificateException e) {
        refuse(e.sentence());
      }
    }
    servingWatch.poll();
    if (clientWatch != null) {
      clientWatch.poll();
    }
  }

  private void serve(ServingCertificate certificate) {
    serving = certificate;
    lastRefusal = "";
    servingKeys.rotate(certificate.toKeyStore());
    reloads.increment();
    log.info(
        "serving certificate {} from now on, good until {}",
        certificate.leaf().getSerialNumber().toString(16),
        certificate.notAfter());
  }

  private void trust(TrustedClients trusted) {
    clients = trusted;
    lastRefusal = "";
    clientKeys.rotate(trusted.toKeyStore(ownAuthority()));
  }

  // A renewal that fails is tried again at every look: once is enough to say so.
  private void refuse(String sentence) {
    if (sentence.equals(lastRefusal)) {
      return;
    }
    lastRefusal = sentence;
    refusals.increment();
    log.warn("{} Until then the certificate of before is used.", sentence);
  }
}
