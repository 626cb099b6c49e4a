package dev.haetae.cluster.doctor;

import dev.haetae.cluster.registration.CertificateSecret;
import dev.haetae.cluster.registration.Installation;
import dev.haetae.cluster.registration.ServedCertificate;
import dev.haetae.cluster.registration.Webhook;
import dev.haetae.cluster.registration.WebhookConfiguration;
import dev.haetae.cluster.registration.WebhookKind;
import dev.haetae.cluster.registration.WebhookPlan;
import dev.haetae.engine.Evaluator;
import dev.haetae.tls.CertificateSet;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ServiceReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at our own webhooks: whether they are there, trusted, reachable, and lock nobody out. */
final class RegistrationExamination {
  private static final String AREA = "registration";
  private static final String TRUST = "certificate";
  private static final String LOCK_OUT = "lock-out";

  private final KubernetesClient client;
  private final Installation installation;
  private final InstantSource clock;

  RegistrationExamination(KubernetesClient client, Installation installation, InstantSource clock) {
    this.client = client;
    this.installation = installation;
    this.clock = clock;
  }

  /**
   * Looks.
   *
   * @param ready the number of ready replicas; -1 when it is not known
   * @return what is registered
   */
  List<WebhookConfiguration> examine(List<Check> checks, int ready) {
    List<WebhookConfiguration> found = new ArrayList<>();
    for (WebhookKind kind : WebhookKind.values()) {
      if (!kind.name(installation).isEmpty()) {
        WebhookConfiguration configuration = configuration(checks, kind);
        if (configuration != null) {
          found.add(configuration);
        }
      }
    }
    if (installation.validating().isEmpty()) {
      checks.add(
          Check.warn(
              AREA,
              "the configuration registers nothing: no request is reviewed",
              "give it a 'registration'"));
    }
    List<Webhook> webhooks = found.stream().flatMap(one -> one.webhooks().stream()).toList();
    trust(checks, webhooks);
    lockOut(checks, webhooks, ready);
    return found;
  }

  private @Nullable WebhookConfiguration configuration(List<Check> checks, WebhookKind kind) {
    String name = kind.name(installation);
    String what = kind.word() + ' ' + name;
    List<Check> blind = new ArrayList<>();
    WebhookConfiguration configuration =
        Doctor.see(blind, AREA, what, () -> kind.get(client, name));
    checks.addAll(blind);
    if (configuration == null) {
      if (blind.isEmpty()) {
        checks.add(
            Check.fail(
                AREA,
                what + " does not exist: nothing is reviewed",
                "install the chart again; it makes the object, and the leader fills it in"));
      }
      return null;
    }
    if (configuration.isOff()) {
      checks.add(
          Check.warn(
              AREA,
              what
                  + " is annotated "
                  + WebhookConfiguration.REGISTRATION
                  + "=off: "
                  + (configuration.webhooks().isEmpty()
                      ? "nothing is reviewed"
                      : "its webhooks are left as they are"),
              "haetae doctor --restore --yes"));
    } else if (configuration.webhooks().isEmpty()) {
      checks.add(
          kind == WebhookKind.VALIDATING
              ? Check.fail(
                  AREA,
                  what + " has no webhooks: nothing is reviewed",
                  "the leader fills it in once it is ready: see the replicas and their log")
              : Check.ok(AREA, what + " has no webhooks: right when no policy repairs"));
    }
    for (Webhook webhook : configuration.webhooks()) {
      checks.add(Check.ok(AREA, what + ": " + describe(webhook)));
    }
    return configuration;
  }

  private static String describe(Webhook webhook) {
    Set<String> resources = new LinkedHashSet<>();
    Set<String> operations = new LinkedHashSet<>();
    for (RuleWithOperations rule : webhook.rules()) {
      resources.addAll(rule.getResources());
      operations.addAll(rule.getOperations());
    }
    StringBuilder except = new StringBuilder();
    webhook
        .namespaceSelector()
        .getMatchExpressions()
        .forEach(one ->
            except
                .append(except.isEmpty() ? "" : " and ")
                .append(one.getKey())
                .append(' ')
                .append(one.getOperator())
                .append(one.getValues().isEmpty() ? "" : " " + one.getValues()));
    return webhook.name()
        + " at "
        + target(webhook)
        + " for "
        + String.join("/", operations)
        + " of "
        + String.join(", ", resources)
        + (except.isEmpty() ? " in all namespaces" : " where " + except)
        + ", "
        + webhook.failurePolicy()
        + " after "
        + webhook.timeoutSeconds()
        + " s";
  }

  // Where the API server calls; a Service by the name that its certificate must have.
  private static URI target(Webhook webhook) {
    ServiceReference service = webhook.clientConfig().getService();
    return service == null
        ? URI.create(String.valueOf(webhook.clientConfig().getUrl()))
        : URI.create(
            "https://"
                + service.getName()
                + '.'
                + service.getNamespace()
                + ".svc:"
                + (service.getPort() == null ? 443 : service.getPort())
                + (service.getPath() == null ? "" : service.getPath()));
  }

  private void trust(List<Check> checks, List<Webhook> webhooks) {
    CertificateSet secret = secret(checks);
    Set<String> called = new LinkedHashSet<>();
    for (Webhook webhook : webhooks) {
      List<X509Certificate> bundle =
          CertificateSet.readBundle(Base64.getMimeDecoder().decode(webhook.caBundle()));
      if (bundle.isEmpty()) {
        checks.add(
            Check.fail(
                TRUST,
                webhook.name() + " has no caBundle: the API server trusts no answer",
                "the leader writes it, or, with caBundle: injected, cert-manager's cainjector"));
        continue;
      }
      if (secret != null && secret.serving() != null) {
        X509Certificate leaf = secret.serving().leaf();
        if (!CertificateSet.isSignedByAny(leaf, bundle)) {
          checks.add(
              Check.fail(
                  TRUST,
                  webhook.name() + " does not trust the certificate of the Secret",
                  "the leader writes caBundle: see its log"));
        }
      }
      URI url = target(webhook);
      if (called.add(url.getAuthority())) {
        call(checks, webhook, url, bundle);
      }
    }
  }

  private void call(List<Check> checks, Webhook webhook, URI url, List<X509Certificate> bundle) {
    ServedCertificate.Call call = ServedCertificate.call(url, bundle);
    X509Certificate leaf = call.leaf();
    if (leaf != null) {
      checks.add(
          Check.ok(
              TRUST,
              url.getAuthority()
                  + " shows a certificate that caBundle trusts, good until "
                  + leaf.getNotAfter().toInstant()));
    } else if (call.isReached()) {
      checks.add(
          Check.fail(
              TRUST,
              url.getAuthority()
                  + " shows a certificate that the caBundle of "
                  + webhook.name()
                  + " does not trust: "
                  + call.problem(),
              "the leader writes caBundle: see its log; the names of the certificate must have the"
                  + " host"));
    } else {
      boolean service = webhook.clientConfig().getService() != null;
      checks.add(
          Check.warn(
              TRUST,
              url.getAuthority() + " cannot be reached from here: " + call.problem(),
              service
                  ? "a Service can be reached from within the cluster only: kubectl exec into a"
                      + " replica and ask again"
                  : "see whether the server runs, and whether the API server can reach it"));
    }
  }

  private @Nullable CertificateSet secret(List<Check> checks) {
    if (installation.secret().isEmpty()) {
      return null;
    }
    String what = "Secret " + installation.namespace() + '/' + installation.secret();
    List<Check> blind = new ArrayList<>();
    Secret secret =
        Doctor.see(
            blind,
            TRUST,
            what,
            () ->
                client
                    .secrets()
                    .inNamespace(installation.namespace())
                    .withName(installation.secret())
                    .get());
    checks.addAll(blind);
    if (secret == null) {
      if (blind.isEmpty()) {
        checks.add(
            Check.fail(
                TRUST,
                what + " does not exist: no replica has a certificate to serve",
                "install the chart again; it makes the Secret, and the leader fills it in"));
      }
      return null;
    }
    CertificateSet set = CertificateSet.read(CertificateSecret.decoded(secret));
    for (String problem : set.problems()) {
      checks.add(Check.fail(TRUST, what + ": " + problem, "the leader repairs it: see its log"));
    }
    if (set.serving() == null) {
      if (set.problems().isEmpty()) {
        checks.add(
            Check.fail(
                TRUST, what + " holds no certificate yet", "the leader makes one: see its log"));
      }
      return set;
    }
    Instant end = set.serving().notAfter();
    String finding =
        what
            + " holds a certificate that is good until "
            + end
            + ", and "
            + set.trusted().size()
            + (set.trusted().size() == 1 ? " authority" : " authorities");
    checks.add(
        end.isBefore(clock.instant())
            ? Check.fail(TRUST, finding, "the leader replaces it: see its log")
            : Check.ok(TRUST, finding));
    return set;
  }

  private void lockOut(List<Check> checks, List<Webhook> webhooks, int ready) {
    boolean safe = true;
    for (Webhook webhook : webhooks) {
      if (!webhook.failurePolicy().equals("Fail")) {
        continue;
      }
      if (ready == 0) {
        safe = false;
        checks.add(
            Check.fail(
                LOCK_OUT,
                webhook.name() + " refuses all that it is asked, since no replica is ready",
                "bring a replica up, or haetae doctor --break-glass --yes"));
      }
      for (String namespace : List.of("kube-system", installation.namespace())) {
        if (matches(webhook, namespace)) {
          safe = false;
          checks.add(
              Check.fail(
                  LOCK_OUT,
                  webhook.name()
                      + " reviews the namespace "
                      + namespace
                      + ": when no replica answers, nothing can be repaired there",
                  "exclude it: registration.excludeNamespaces, or the label " + Evaluator.EXEMPT));
        }
      }
      for (RuleWithOperations rule : webhook.rules()) {
        if (rule.getApiGroups().contains("*")
            || rule.getResources().stream().anyMatch(one -> one.startsWith("*"))) {
          safe = false;
          checks.add(
              Check.fail(
                  LOCK_OUT,
                  webhook.name() + " reviews everything, nodes and leases among it",
                  "haetae doctor --break-glass --yes, then --restore --yes, has it written anew"));
        }
      }
    }
    if (safe && !webhooks.isEmpty()) {
      checks.add(
          Check.ok(
              LOCK_OUT,
              "neither kube-system nor " + installation.namespace() + " is reviewed with Fail"));
    }
  }

  private boolean matches(Webhook webhook, String namespace) {
    Map<String, String> labels = new LinkedHashMap<>();
    List<Check> blind = new ArrayList<>();
    Namespace found =
        Doctor.see(blind, LOCK_OUT, namespace, () -> client.namespaces().withName(namespace).get());
    if (found != null && found.getMetadata().getLabels() != null) {
      labels.putAll(found.getMetadata().getLabels());
    }
    labels.put(WebhookPlan.NAME_LABEL, namespace);
    return Selectors.matches(webhook.namespaceSelector(), labels);
  }
}
