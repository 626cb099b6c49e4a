package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.cluster.registration.Installation;
import dev.haetae.cluster.registration.Webhook;
import dev.haetae.cluster.registration.WebhookConfiguration;
import dev.haetae.cluster.registration.WebhookKind;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks at the webhooks of others: which are asked about the same, and which could block us. */
record OtherWebhooks(TypedObjects objects, Installation installation) {
  // What has to be written for Haetae to run.
  private static final List<String> NEEDED =
      List.of("/pods", "/secrets", "coordination.k8s.io/leases", "apps/replicasets");

  void examine(Checks checks, List<WebhookConfiguration> ours) {
    Set<String> asked = new TreeSet<>();
    for (WebhookConfiguration configuration : ours) {
      for (Webhook webhook : configuration.webhooks()) {
        webhook.rules().forEach(rule -> asked.addAll(resources(rule)));
      }
    }
    Map<String, String> labels = NamespaceLabels.of(objects, installation.namespace());
    boolean blind = false;
    int others = 0;
    for (WebhookKind kind : WebhookKind.values()) {
      Checks hidden = new Checks(checks.area(), new ArrayList<>());
      List<WebhookConfiguration> all =
          hidden
              .see("the webhooks of others", () -> Optional.of(kind.list(objects)))
              .orElse(List.of());
      if (!blind) {
        checks.all().addAll(hidden.all());
      }
      blind |= !hidden.all().isEmpty();
      for (WebhookConfiguration configuration : all) {
        String name = configuration.object().getMetadata().getName();
        if (!name.equals(kind.name(installation))) {
          for (Webhook webhook : configuration.webhooks()) {
            others++;
            examine(checks, configuration.describe(), webhook, asked, labels);
          }
        }
      }
    }
    if (!blind && others == 0) {
      checks.ok("there are no other webhooks");
    }
  }

  private void examine(
      Checks checks,
      String configuration,
      Webhook webhook,
      Set<String> asked,
      Map<String, String> labels) {
    Set<String> blocked = new TreeSet<>();
    Set<String> shared = new TreeSet<>();
    for (RuleWithOperations rule : webhook.rules()) {
      for (String resource : resources(rule)) {
        NEEDED.stream().filter(one -> covers(resource, one)).forEach(blocked::add);
        asked.stream().filter(one -> covers(resource, one)).forEach(shared::add);
      }
    }
    String name = webhook.name() + " of " + configuration;
    if (!blocked.isEmpty()
        && "Fail".equals(webhook.failurePolicy())
        && Selectors.matches(webhook.namespaceSelector(), labels)) {
      checks.warn(
          name
              + " is asked, with Fail, about "
              + words(blocked)
              + " in "
              + installation.namespace()
              + ": when it is down, Haetae cannot come up",
          "exclude the namespace "
              + installation.namespace()
              + " there, and that one's namespace here");
    } else if (!shared.isEmpty()) {
      checks.ok(name + " is asked about " + words(shared) + " too");
    }
  }

  private static String words(Set<String> resources) {
    return String.join(
        ", ", resources.stream().map(one -> one.startsWith("/") ? one.substring(1) : one).toList());
  }

  private static List<String> resources(RuleWithOperations rule) {
    List<String> all = new ArrayList<>();
    for (String group : rule.getApiGroups()) {
      for (String resource : rule.getResources()) {
        all.add(group + '/' + resource);
      }
    }
    return all;
  }

  // Whether group/resource, either of which may be *, stands for another.
  private static boolean covers(String pattern, String resource) {
    int slash = pattern.indexOf('/');
    int other = resource.indexOf('/');
    String group = pattern.substring(0, slash);
    String name = pattern.substring(slash + 1);
    String wanted = resource.substring(other + 1);
    return (group.equals("*") || group.equals(resource.substring(0, other)))
        && (name.equals(wanted)
            || name.equals("*/*")
            || (name.equals("*") && wanted.indexOf('/') < 0));
  }
}
