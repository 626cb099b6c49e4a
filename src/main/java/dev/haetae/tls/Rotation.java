package dev.haetae.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Replaces certificates in time, so that a client which trusts the bundle of the moment trusts
 * every certificate that any replica may still serve.
 *
 * <ol>
 *   <li>A leaf is replaced when two thirds of its life are over.
 *   <li>When two thirds of the authority's life are over, the next authority joins the bundle. It
 *       signs nothing yet.
 *   <li>When all clients are known to have the next authority in their bundle, it signs, and the
 *       key of the one before is gone.
 *   <li>An authority leaves the bundle when it has expired itself, and not before. No leaf outlives
 *       its authority, so by then none that it signed can be served: this needs no word from the
 *       replicas.
 * </ol>
 *
 * <p>What is missing, broken or expired is made anew; as long as a good leaf is served, a new
 * authority joins the bundle first there too.
 *
 * @param lifetimes of what is made
 * @param names that leaves are good for
 */
public record Rotation(Lifetimes lifetimes, SubjectNames names) {
  /**
   * The outcome of a look at the certificates.
   *
   * @param set as it is to be
   * @param done what was changed, in words for the log; empty when all was well
   */
  public record Step(CertificateSet set, List<String> done) {
    /** A step that keeps its own copy. */
    public Step {
      done = List.copyOf(done);
    }
  }

  /**
   * The certificates as they are to be now.
   *
   * @param set as they are
   * @param known whether all clients have an authority in their bundle
   */
  public Step next(CertificateSet set, Instant now, Predicate<X509Certificate> known) {
    return new Work(set, now, known).step();
  }

  private final class Work {
    private final CertificateSet set;
    private final Instant now;
    private final Predicate<X509Certificate> known;
    private final List<String> done = new ArrayList<>();
    private final List<X509Certificate> trusted = new ArrayList<>();
    private @Nullable CertificateAuthority signing;
    private @Nullable CertificateAuthority next;
    private @Nullable ServingCertificate serving;

    Work(CertificateSet set, Instant now, Predicate<X509Certificate> known) {
      this.set = set;
      this.now = now;
      this.known = known;
    }

    Step step() {
      for (String problem : set.problems()) {
        done.add("repaired " + problem);
      }
      takeWhatIsGood();
      if (next == null && (signing == null || isDue(signing))) {
        next = CertificateAuthority.create(now, lifetimes.authority());
        trusted.add(next.certificate());
        done.add("made the authority " + name(next.certificate()));
      }
      boolean due = serving == null || isDue(serving);
      if (next != null && (known.test(next.certificate()) || (due && !canSign()))) {
        done.add("the authority " + name(next.certificate()) + " signs from now on");
        trusted.remove(next.certificate());
        trusted.addFirst(next.certificate());
        signing = next;
        next = null;
        due = true;
      }
      if (due && signing != null) {
        serving = signing.issue(names, now, lifetimes.leaf());
        done.add(
            "made the certificate " + name(serving.leaf()) + ", good until " + serving.notAfter());
      }
      return done.isEmpty()
          ? new Step(set, done)
          : new Step(new CertificateSet(trusted, signing, next, serving, List.of()), done);
    }

    private void takeWhatIsGood() {
      for (X509Certificate one : set.trusted()) {
        // Longer by the lag: what is over here may still be good to a machine that is behind.
        if (one.getNotAfter().toInstant().plus(lag()).isBefore(now)) {
          done.add("the authority " + name(one) + " has expired and leaves the bundle");
        } else {
          trusted.add(one);
        }
      }
      signing = good(set.signing());
      next = good(set.next());
      ServingCertificate present = set.serving();
      serving = present != null && isGood(present.leaf()) ? present : null;
    }

    private Duration lag() {
      return lifetimes.leaf().compareTo(CertificateAuthority.CLOCK_LAG) < 0
          ? lifetimes.leaf()
          : CertificateAuthority.CLOCK_LAG;
    }

    private @Nullable CertificateAuthority good(@Nullable CertificateAuthority authority) {
      return authority != null && isGood(authority.certificate()) ? authority : null;
    }

    private boolean isGood(X509Certificate certificate) {
      return certificate.getNotAfter().toInstant().isAfter(now)
          && !certificate.getNotBefore().toInstant().isAfter(now);
    }

    // Before the end of the authority every leaf's life must fit in once.
    private boolean isDue(CertificateAuthority authority) {
      Duration third = lifetimes.authority().dividedBy(3);
      Duration rest = third.compareTo(lifetimes.leaf()) < 0 ? lifetimes.leaf() : third;
      return isDue(authority.notAfter(), rest, lifetimes.authority());
    }

    private boolean isDue(ServingCertificate certificate) {
      return isDue(certificate.notAfter(), lifetimes.leaf().dividedBy(3), lifetimes.leaf())
          || !names.areIn(certificate.leaf());
    }

    // What would live on much longer than what is made now was made for longer lives.
    private boolean isDue(Instant end, Duration rest, Duration life) {
      return !now.plus(rest).isBefore(end)
          || now.plus(life).plus(CertificateAuthority.CLOCK_LAG).isBefore(end);
    }

    // Whether a leaf of the signing authority would be better than the one that is served.
    private boolean canSign() {
      CertificateAuthority authority = signing;
      ServingCertificate present = serving;
      return authority != null
          && (present == null || authority.notAfter().isAfter(present.notAfter()));
    }

    private static String name(X509Certificate certificate) {
      return certificate.getSerialNumber().toString(16);
    }
  }
}
