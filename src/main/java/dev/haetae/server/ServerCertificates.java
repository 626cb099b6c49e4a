package dev.haetae.server;

import dev.haetae.tls.CertificateAuthority;
import dev.haetae.tls.CertificateSource;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates that the server shows and those that it demands, kept up to date with their
 * files.
 */
final class ServerCertificates {
  static final String SERVING = "serving";

  /** The name of the key store by which clients are trusted; it may be empty. */
  static final String CLIENTS = "clients";

  private static final Logger log = LoggerFactory.getLogger(ServerCertificates.class);

  private final CertificateStore store;
  private final @Nullable CertificateSource source;
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
      @Nullable CertificateSource source,
      ServingCertificate serving,
      @Nullable Path clientAuthority,
      @Nullable TrustedClients clients,
      InstantSource clock,
      MeterRegistry registry) {
    this.store = store;
    this.source = source;
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
    expiry(registry, "leaf", () -> this.serving.notAfter());
    expiry(registry, "authority", this::authorityNotAfter);
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
   * @param source gives the certificate to serve; null takes the TLS directory's
   * @throws UnusableCertificateException when one cannot be used
   */
  static ServerCertificates open(
      ServerOptions options,
      @Nullable CertificateSource source,
      InstantSource clock,
      MeterRegistry registry)
      throws UnusableCertificateException {
    CertificateStore store = new CertificateStore(options.tlsDirectory(), options.names(), clock);
    Path clientAuthority = options.clientAuthority();
    return new ServerCertificates(
        store,
        source,
        source == null ? store.open() : forTheTimeBeing(options, clock),
        clientAuthority,
        clientAuthority == null ? null : TrustedClients.read(clientAuthority, clock),
        clock,
        registry);
  }

  // Until one has come nobody trusts the server, which is not ready either; but it lives.
  private static ServingCertificate forTheTimeBeing(ServerOptions options, InstantSource clock) {
    return CertificateAuthority.create(clock.instant()).issue(options.names(), clock.instant());
  }

  private static void expiry(
      MeterRegistry registry, String certificate, Supplier<@Nullable Instant> end) {
    Gauge.builder(
            "haetae.certificate.expiry.timestamp",
            () -> {
              Instant notAfter = end.get();
              return notAfter == null ? Double.NaN : notAfter.getEpochSecond();
            })
        .description("When the certificate ends, in seconds since 1970.")
        .baseUnit("seconds")
        .tag("certificate", certificate)
        .register(registry);
  }

  private @Nullable Instant authorityNotAfter() {
    if (source != null) {
      return source.authorityNotAfter();
    }
    X509Certificate last = serving.chain().getLast();
    return last.getBasicConstraints() < 0 ? null : last.getNotAfter().toInstant();
  }

  String authorityPlace() {
    return source == null ? store.authorityFile().toString() : source.place();
  }

  /** The authority's file as a word for a shell. */
  String authorityFile() {
    return source == null ? quoted(store.authorityFile().toString()) : source.authorityFile();
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@%+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  void register(ApplicationContext context) {
    servingKeys.rotate(serving.toKeyStore());
    context.registerSingleton(
        CertificateProvider.class, servingKeys, Qualifiers.byName(SERVING), false);
    TrustedClients trusted = clients;
    // Without a key store all the public authorities of this Java would be read and trusted.
    clientKeys.rotate(
        (trusted == null ? TrustedClients.NOBODY : trusted).toKeyStore(ownAuthority()));
    context.registerSingleton(
        CertificateProvider.class, clientKeys, Qualifiers.byName(CLIENTS), false);
  }

  ServingCertificate serving() {
    return serving;
  }

  /**
   * The certificate that the server shows to itself while it warms up, and believes only so long;
   * null when it demands no certificate.
   */
  @Nullable ServingCertificate ownClient() {
    return ownClient;
  }

  /** Has only the clients' authority believed from now on. */
  void endWarmUp() {
    ownClient = null;
    if (source != null) {
      source.onChange(this::serve);
      ServingCertificate come = source.current();
      if (come != null) {
        serve(come);
      }
    }
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
    if (source == null) {
      checkFiles();
    }
    if (clientWatch != null) {
      clientWatch.poll();
    }
  }

  private void checkFiles() {
    if (store.renewalIsDue(serving)) {
      try {
        // The watch then sees the new files.
        store.open();
      } catch (UnusableCertificateException e) {
        refuse(e.sentence());
      }
    }
    servingWatch.poll();
  }

  private synchronized void serve(ServingCertificate certificate) {
    if (certificate.equals(serving)) {
      return;
    }
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
