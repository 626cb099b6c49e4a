package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.cluster.registration.Installation;
import dev.haetae.cluster.registration.Webhook;
import dev.haetae.cluster.registration.WebhookConfiguration;
import dev.haetae.cluster.registration.WebhookPlan;
import dev.haetae.engine.Evaluator;
import dev.haetae.policy.AgentNamespaces;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.StreamedObject;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Text;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Looks at the namespaces that are not judged, by their label or by their name: whether somebody
 * other than the operators could have made one so, or makes use of one.
 */
final class ExemptionExamination {
  private static final String LABEL = "the label " + Evaluator.EXEMPT;
  private static final Set<String> SYSTEM = Set.of("kube-system", "kube-public", "kube-node-lease");

  private final TypedObjects objects;
  private final Installation installation;
  private final AgentNamespaces agents;
  private final NamespaceWriters writers;
  private final Set<String> unseen = new HashSet<>();

  ExemptionExamination(TypedObjects objects, Installation installation, AgentNamespaces agents) {
    this.agents = agents;
    this.objects = objects;
    this.writers = new NamespaceWriters(objects);
    this.installation = installation;
  }

  void examine(Checks checks, List<WebhookConfiguration> ours, List<StreamedObject> policies) {
    List<Namespace> namespaces =
        checks
            .see("the namespaces", () -> Optional.of(objects.list(Namespace.class, "", "")))
            .orElse(null);
    if (namespaces == null) {
      return;
    }
    SortedMap<String, SortedSet<String>> exempt = new TreeMap<>();
    registered(ours, exempt);
    SortedMap<String, SortedSet<String>> excluded = excluded(policies);
    excluded.forEach((name, by) -> exempt.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(by));
    labelled(namespaces, exempt);
    ExemptionGuard guard = guard(checks);
    SortedMap<String, SortedSet<String>> open = new TreeMap<>();
    Set<String> there = new HashSet<>();
    namespaces.forEach(namespace -> there.add(namespace.getMetadata().getName()));
    for (Map.Entry<String, SortedSet<String>> one : exempt.entrySet()) {
      String name = one.getKey();
      if (there.contains(name)) {
        inside(checks, name, one.getValue());
        rights(checks, name, one.getValue(), exempt.keySet());
      } else if (!guard.names().contains(name)
          && !(guard.excluded() && excluded.containsKey(name))) {
        open.put(name, one.getValue());
      }
    }
    open(checks, open);
  }

  // The agents' are many, and all alike.
  private void open(Checks checks, SortedMap<String, SortedSet<String>> open) {
    List<String> known = open.keySet().stream().filter(agents::include).toList();
    if (!known.isEmpty()) {
      checks.warn(
          known.size()
              + " namespaces of agents do not exist and are exempt by their names ("
              + Text.shorten(String.join(", ", known), 100)
              + "): whoever may create namespaces can make one his own",
          "set exemptNamespaces.guarded in the chart, or agents.judged");
    }
    open.forEach((name, by) -> {
      if (!agents.include(name)) {
        checks.warn(
            "namespace "
                + Text.shorten(name)
                + " is exempt by "
                + words(by)
                + " and does not exist: whoever may create namespaces can make it his own",
            "take the name away, or set exemptNamespaces.guarded in the chart");
      }
    });
  }

  private static void labelled(
      List<Namespace> namespaces, SortedMap<String, SortedSet<String>> exempt) {
    for (Namespace namespace : namespaces) {
      if (NamespaceLabels.of(namespace).containsKey(Evaluator.EXEMPT)) {
        exempt.computeIfAbsent(namespace.getMetadata().getName(), _ -> new TreeSet<>()).add(LABEL);
      }
    }
  }

  private static void registered(
      List<WebhookConfiguration> ours, SortedMap<String, SortedSet<String>> exempt) {
    for (WebhookConfiguration configuration : ours) {
      for (Webhook webhook : configuration.webhooks()) {
        for (LabelSelectorRequirement requirement :
            webhook.namespaceSelector().getMatchExpressions()) {
          if (requirement.getKey().equals(WebhookPlan.NAME_LABEL)
              && requirement.getOperator().equals("NotIn")) {
            for (String name : requirement.getValues()) {
              exempt.computeIfAbsent(name, _ -> new TreeSet<>()).add("the registration");
            }
          }
        }
      }
    }
  }

  private SortedMap<String, SortedSet<String>> excluded(List<StreamedObject> policies) {
    SortedMap<String, SortedSet<String>> excluded = new TreeMap<>();
    for (StreamedObject policy : policies) {
      for (String name : excludedBy(policy)) {
        excluded.computeIfAbsent(name, _ -> new TreeSet<>()).add("policy " + policy.name());
      }
    }
    return excluded;
  }

  // Of one that cannot be read, none.
  private List<String> excludedBy(StreamedObject policy) {
    if (!policy.isReadable()) {
      return List.of();
    }
    try {
      ObjectView match =
          ObjectView.of(policy.tree(), Path.ROOT).object("spec").object("matchConstraints");
      List<String> names = new ArrayList<>(match.texts("excludeNamespaces"));
      if (match.flag("excludeAgents", false)) {
        names.addAll(agents.names());
      }
      return names;
    } catch (MalformedResourceException e) {
      return List.of();
    }
  }

  private static String words(SortedSet<String> reasons) {
    List<String> first = reasons.stream().limit(3).toList();
    return Text.shorten(String.join(", ", first), 200)
        + (reasons.size() > 3 ? " and " + (reasons.size() - 3) + " more" : "");
  }

  private ExemptionGuard guard(Checks checks) {
    int before = checks.all().size();
    ExemptionGuard guard = ExemptionGuard.of(objects, installation, checks);
    if (checks.all().size() == before) {
      if (guard.labels()) {
        checks.ok("the API server lets operators alone exempt namespaces");
      } else {
        checks.warn(
            "whoever may label namespaces can exempt them from every policy",
            "set exemptNamespaces.guarded in the chart");
      }
    }
    return guard;
  }

  private void inside(Checks checks, String name, SortedSet<String> reasons) {
    if (SYSTEM.contains(name) || name.equals(installation.namespace())) {
      return;
    }
    boolean empty =
        see(checks, "the pods of ", name, () -> objects.any(Pod.class, name))
            .map(any -> !any)
            .orElse(false);
    if (empty) {
      checks.warn(
          "namespace "
              + name
              + " is exempt by "
              + words(reasons)
              + " and holds no pod: nothing of the operators' runs there",
          remedy(name, reasons));
    }
  }

  private String remedy(String name, SortedSet<String> reasons) {
    if (reasons.contains(LABEL)) {
      return "kubectl label namespace " + name + ' ' + Evaluator.EXEMPT + '-';
    }
    return agents.include(name)
        ? "add it to agents.judged, or delete the namespace"
        : "take the name away, or delete the namespace";
  }

  private void rights(Checks checks, String name, SortedSet<String> reasons, Set<String> exempt) {
    Set<String> others =
        see(checks, "who may write in ", name, () -> writers.of(name, exempt)).orElse(Set.of());
    if (!others.isEmpty()) {
      checks.warn(
          "namespace "
              + name
              + " is exempt by "
              + words(reasons)
              + ", and not for operators alone: "
              + Text.shorten(String.join(", ", others), 200)
              + " may run pods there that nobody judges",
          "take the right away, or the exemption");
    }
  }

  private interface Question<T> {
    T ask() throws RequestFailedException, InterruptedException;
  }

  // What may not be seen of one is not asked of the others.
  private <T> Optional<T> see(Checks checks, String what, String namespace, Question<T> question) {
    if (unseen.contains(what)) {
      return Optional.empty();
    }
    Optional<T> seen = checks.see(what + namespace, () -> Optional.of(question.ask()));
    if (seen.isEmpty()) {
      unseen.add(what);
    }
    return seen;
  }
}
