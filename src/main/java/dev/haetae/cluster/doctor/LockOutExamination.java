package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.cluster.registration.Installation;
import dev.haetae.cluster.registration.Webhook;
import dev.haetae.engine.Evaluator;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import java.util.List;

/**
 * The examination of what our webhooks could keep people from repairing, should no replica answer.
 */
record LockOutExamination(TypedObjects objects, Installation installation) {

  /** Looks at webhooks; {@code ready} replicas are ready, -1 when it is not known. */
  void examine(Checks checks, List<Webhook> webhooks, int ready) {
    int before = checks.all().size();
    for (Webhook webhook : webhooks) {
      if (webhook.failurePolicy().equals("Fail")) {
        examine(checks, webhook, ready);
      }
    }
    if (checks.all().size() == before && !webhooks.isEmpty()) {
      checks.ok("neither kube-system nor " + installation.namespace() + " is reviewed with Fail");
    }
  }

  private void examine(Checks checks, Webhook webhook, int ready) {
    if (ready == 0) {
      checks.fail(
          webhook.name() + " refuses all that it is asked, since no replica is ready",
          "bring a replica up, or haetae doctor --break-glass --yes");
    }
    for (String namespace : List.of("kube-system", installation.namespace())) {
      if (Selectors.matches(webhook.namespaceSelector(), NamespaceLabels.of(objects, namespace))) {
        checks.fail(
            webhook.name()
                + " reviews the namespace "
                + namespace
                + ": when no replica answers, nothing can be repaired there",
            "exclude it: registration.excludeNamespaces, or the label " + Evaluator.EXEMPT);
      }
    }
    for (RuleWithOperations rule : webhook.rules()) {
      if (rule.getApiGroups().contains("*")
          || rule.getResources().stream().anyMatch(one -> one.startsWith("*"))) {
        checks.fail(
            webhook.name() + " reviews everything, nodes and leases among it",
            "haetae doctor --break-glass --yes, then --restore --yes, has it written anew");
      }
    }
  }
}
