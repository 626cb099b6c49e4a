package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.cluster.registration.CertificateSecret;
import dev.haetae.cluster.registration.Installation;
import dev.haetae.cluster.registration.ServedCertificate;
import dev.haetae.cluster.registration.Webhook;
import dev.haetae.tls.CertificateSet;
import dev.haetae.tls.ServingCertificate;
import io.fabric8.kubernetes.api.model.Secret;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The examination of the certificates: whether the Secret holds good ones, and whether what servers
 * show is trusted by the webhooks.
 */
record CertificateExamination(
    TypedObjects objects, Installation installation, InstantSource clock) {

  void examine(Checks checks, List<Webhook> webhooks) {
    ServingCertificate held = secret(checks).map(secret -> held(checks, secret)).orElse(null);
    Set<String> called = new LinkedHashSet<>();
    for (Webhook webhook : webhooks) {
      List<X509Certificate> bundle =
          CertificateSet.readBundle(Base64.getMimeDecoder().decode(webhook.caBundle()));
      if (bundle.isEmpty()) {
        checks.fail(
            webhook.name() + " has no caBundle: the API server trusts no answer",
            "the leader writes it, or, with caBundle: injected, cert-manager's cainjector");
        continue;
      }
      if (held != null && !CertificateSet.isSignedByAny(held.leaf(), bundle)) {
        checks.fail(
            webhook.name() + " does not trust the certificate of the Secret",
            "the leader writes caBundle: see its log");
      }
      URI url = webhook.target();
      if (called.add(url.getAuthority())) {
        call(checks, webhook, url, bundle);
      }
    }
  }

  private static void call(Checks checks, Webhook webhook, URI url, List<X509Certificate> bundle) {
    ServedCertificate.Call call = ServedCertificate.call(url, bundle);
    X509Certificate leaf = call.leaf();
    if (leaf != null) {
      checks.ok(
          url.getAuthority()
              + " shows a certificate that caBundle trusts, good until "
              + leaf.getNotAfter().toInstant());
    } else if (call.isReached()) {
      checks.fail(
          url.getAuthority()
              + " shows a certificate that the caBundle of "
              + webhook.name()
              + " does not trust: "
              + call.problem(),
          "the leader writes caBundle: see its log; the names of the certificate must have the"
              + " host");
    } else {
      boolean service = webhook.clientConfig().getService() != null;
      checks.warn(
          url.getAuthority() + " cannot be reached from here: " + call.problem(),
          service
              ? "a Service can be reached from within the cluster only: kubectl exec into a"
                  + " replica and ask again"
              : "see whether the server runs, and whether the API server can reach it");
    }
  }

  private String secretName() {
    return "Secret " + installation.namespace() + '/' + installation.secret();
  }

  private Optional<Secret> secret(Checks checks) {
    if (installation.secret().isEmpty()) {
      return Optional.empty();
    }
    return checks.see(
        secretName(),
        () -> objects.find(Secret.class, installation.namespace(), installation.secret()),
        () ->
            checks.fail(
                secretName() + " does not exist: no replica has a certificate to serve",
                "install the chart again; it makes the Secret, and the leader fills it in"));
  }

  // The certificate that the Secret holds; null when it holds none.
  private @Nullable ServingCertificate held(Checks checks, Secret secret) {
    String what = secretName();
    CertificateSet set = CertificateSet.read(CertificateSecret.decoded(secret));
    for (String problem : set.problems()) {
      checks.fail(what + ": " + problem, "the leader repairs it: see its log");
    }
    ServingCertificate serving = set.serving();
    if (serving == null) {
      if (set.problems().isEmpty()) {
        checks.fail(what + " holds no certificate yet", "the leader makes one: see its log");
      }
      return null;
    }
    String finding =
        what
            + " holds a certificate that is good until "
            + serving.notAfter()
            + ", and "
            + set.trusted().size()
            + (set.trusted().size() == 1 ? " authority" : " authorities");
    if (serving.notAfter().isBefore(clock.instant())) {
      checks.fail(finding, "the leader replaces it: see its log");
    } else {
      checks.ok(finding);
    }
    return serving;
  }
}
