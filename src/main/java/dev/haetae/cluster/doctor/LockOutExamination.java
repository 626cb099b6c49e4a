package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.cluster.registration.Installation;
import dev.haetae.cluster.registration.Webhook;
import dev.haetae.engine.Evaluator;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import java.util.ArrayList;
import java.util.List;

/**
 * The examination of what our webhooks could keep people from repairing, should no replica answer.
 */
final class LockOutExamination {
  private static final String AREA = "lock-out";

  private final TypedObjects objects;
  private final Installation installation;

  LockOutExamination(TypedObjects objects, Installation installation) {
    this.objects = objects;
    this.installation = installation;
  }

  /**
   * Looks.
   *
   * @param ready the number of ready replicas; -1 when it is not known
   */
  void examine(List<Check> checks, List<Webhook> webhooks, int ready) {
    List<Check> dangers = new ArrayList<>();
    for (Webhook webhook : webhooks) {
      if (webhook.failurePolicy().equals("Fail")) {
        examine(dangers, webhook, ready);
      }
    }
    checks.addAll(dangers);
    if (dangers.isEmpty() && !webhooks.isEmpty()) {
      checks.add(
          Check.ok(
              AREA,
              "neither kube-system nor " + installation.namespace() + " is reviewed with Fail"));
    }
  }

  private void examine(List<Check> dangers, Webhook webhook, int ready) {
    if (ready == 0) {
      dangers.add(
          Check.fail(
              AREA,
              webhook.name() + " refuses all that it is asked, since no replica is ready",
              "bring a replica up, or haetae doctor --break-glass --yes"));
    }
    for (String namespace : List.of("kube-system", installation.namespace())) {
      if (Selectors.matches(webhook.namespaceSelector(), NamespaceLabels.of(objects, namespace))) {
        dangers.add(
            Check.fail(
                AREA,
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
        dangers.add(
            Check.fail(
                AREA,
                webhook.name() + " reviews everything, nodes and leases among it",
                "haetae doctor --break-glass --yes, then --restore --yes, has it written anew"));
      }
    }
  }
}
