package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.cluster.registration.Installation;
import dev.haetae.cluster.registration.Webhook;
import dev.haetae.cluster.registration.WebhookConfiguration;
import dev.haetae.cluster.registration.WebhookKind;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The examination of our own webhooks: whether they are there, trusted, reachable, and lock nobody
 * out.
 */
final class RegistrationExamination {
  private static final String AREA = "registration";

  private final TypedObjects objects;
  private final Installation installation;
  private final InstantSource clock;

  RegistrationExamination(TypedObjects objects, Installation installation, InstantSource clock) {
    this.objects = objects;
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
      String name = kind.name(installation);
      if (!name.isEmpty()) {
        String what = kind.word() + ' ' + name;
        Sight.of(AREA, what, () -> kind.find(objects, name))
            .orTell(
                checks,
                Check.fail(
                    AREA,
                    what + " does not exist: nothing is reviewed",
                    "install the chart again; it makes the object, and the leader fills it in"))
            .ifPresent(configuration -> {
              examine(checks, kind, what, configuration);
              found.add(configuration);
            });
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
    new CertificateExamination(objects, installation, clock).examine(checks, webhooks);
    new LockOutExamination(objects, installation).examine(checks, webhooks, ready);
    return found;
  }

  private static void examine(
      List<Check> checks, WebhookKind kind, String what, WebhookConfiguration configuration) {
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
        + webhook.target()
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
}
