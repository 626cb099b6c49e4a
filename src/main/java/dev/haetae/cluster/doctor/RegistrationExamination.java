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
record RegistrationExamination(
    TypedObjects objects, Installation installation, InstantSource clock) {

  /** Looks, and returns what is registered. */
  List<WebhookConfiguration> examine(Checks checks, int ready) {
    List<WebhookConfiguration> found = new ArrayList<>();
    for (WebhookKind kind : WebhookKind.values()) {
      String name = kind.name(installation);
      if (!name.isEmpty()) {
        String what = kind.word() + ' ' + name;
        checks
            .see(
                what,
                () -> kind.find(objects, name),
                () ->
                    checks.fail(
                        what + " does not exist: nothing is reviewed",
                        "install the chart again; it makes the object, and the leader fills it in"))
            .ifPresent(configuration -> {
              examine(checks, kind, what, configuration);
              found.add(configuration);
            });
      }
    }
    if (installation.validating().isEmpty()) {
      checks.warn(
          "the configuration registers nothing: no request is reviewed",
          "give it a 'registration'");
    }
    List<Webhook> webhooks = found.stream().flatMap(one -> one.webhooks().stream()).toList();
    new CertificateExamination(objects, installation, clock)
        .examine(checks.of("certificate"), webhooks);
    new LockOutExamination(objects, installation).examine(checks.of("lock-out"), webhooks, ready);
    return found;
  }

  private static void examine(
      Checks checks, WebhookKind kind, String what, WebhookConfiguration configuration) {
    if (configuration.isOff()) {
      checks.warn(
          what
              + " is annotated "
              + WebhookConfiguration.REGISTRATION
              + "=off: "
              + (configuration.webhooks().isEmpty()
                  ? "nothing is reviewed"
                  : "its webhooks are left as they are"),
          "haetae doctor --restore --yes");
    } else if (configuration.webhooks().isEmpty()) {
      if (kind == WebhookKind.VALIDATING) {
        checks.fail(
            what + " has no webhooks: nothing is reviewed",
            "the leader fills it in once it is ready: see the replicas and their log");
      } else {
        checks.ok(what + " has no webhooks: right when no policy repairs");
      }
    }
    for (Webhook webhook : configuration.webhooks()) {
      checks.ok(what + ": " + describe(webhook));
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
