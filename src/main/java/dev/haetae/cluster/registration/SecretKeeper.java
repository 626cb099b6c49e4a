package dev.haetae.cluster.registration;

import dev.haetae.configuration.Certificates;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.Registration;
import dev.haetae.tls.CertificateSource;
import dev.haetae.tls.Lifetimes;
import dev.haetae.tls.Rotation;
import dev.haetae.tls.SubjectNames;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The keeper of the certificates in the Secret: the leader replaces them before they end. */
final class SecretKeeper implements AutoCloseable {
  // How long an API server may take to learn of a registration that has been written.
  private static final Duration LONGEST_SETTLING = Duration.ofMinutes(5);

  private final CertificateSecret secret;
  private final String namespace;
  private final InstantSource clock;
  private final Map<X509Certificate, Instant> knownSince = new HashMap<>();

  SecretKeeper(CertificateSecret secret, String namespace, InstantSource clock) {
    this.secret = secret;
    this.namespace = namespace;
    this.clock = clock;
  }

  CertificateSource source() {
    return secret;
  }

  void start() {
    secret.start();
  }

  /** Why no certificate is served, in sentences; none when one is. */
  List<String> missing() {
    return secret.missing();
  }

  /** The authorities that sign, in PEM; empty while there are none. */
  byte[] bundle() {
    return secret.set().bundle().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Brings the certificates up to date.
   *
   * @param leader whether this replica writes
   * @param trusted whether everything that is registered trusts an authority
   */
  void keep(Configuration now, boolean leader, Predicate<X509Certificate> trusted)
      throws InterruptedException {
    Certificates certificates = now.certificates();
    if (certificates == null) {
      return;
    }
    Lifetimes lifetimes = certificates.lifetimes();
    secret.lookWhenLate(lifetimes.leaf());
    if (!leader) {
      // How long a leader of before has waited is not known to the next.
      knownSince.clear();
      return;
    }
    Duration share = lifetimes.leaf().dividedBy(6);
    Duration settling = share.compareTo(LONGEST_SETTLING) > 0 ? LONGEST_SETTLING : share;
    secret.rotate(
        new Rotation(lifetimes, names(now.registration())),
        authority -> isKnown(authority, settling, trusted));
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
  private boolean isKnown(
      X509Certificate authority, Duration settling, Predicate<X509Certificate> trusted) {
    if (!trusted.test(authority)) {
      knownSince.remove(authority);
      return false;
    }
    Instant now = clock.instant();
    Instant since = knownSince.computeIfAbsent(authority, _ -> now);
    return !since.plus(settling).isAfter(now);
  }

  @Override
  public void close() {
    secret.close();
  }
}
