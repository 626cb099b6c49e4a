package dev.haetae.cluster.doctor;

import dev.haetae.cluster.registration.Installation;
import dev.haetae.cluster.registration.Webhook;
import dev.haetae.cluster.registration.WebhookConfiguration;
import dev.haetae.cluster.registration.WebhookPlan;
import dev.haetae.engine.Evaluator;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.StreamedObject;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Variable;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the namespaces that are not judged, by their label or by their name: whether somebody
 * other than the operators could have made one so, or makes use of one.
 */
final class ExemptionExamination {
  private static final String AREA = "exemptions";
  private static final String LABEL = "the label " + Evaluator.EXEMPT;
  private static final Set<String> SYSTEM = Set.of("kube-system", "kube-public", "kube-node-lease");
  private static final int LONGEST_NAME = 63;

  // Who may write one of these runs what he likes.
  private static final Set<String> RUNNING =
      Set.of(
          "*",
          "pods",
          "deployments",
          "daemonsets",
          "statefulsets",
          "replicasets",
          "replicationcontrollers",
          "jobs",
          "cronjobs");
  private static final Set<String> WRITING = Set.of("*", "create", "update", "patch");

  private final KubernetesClient client;
  private final Installation installation;
  private final Map<String, Boolean> roles = new HashMap<>();
  private final Set<String> unseen = new HashSet<>();

  /**
   * What the guard of the chart keeps to operators.
   *
   * @param labels whether it guards the label
   * @param names the names that it guards, whatever policies say
   * @param excluded whether it guards the names that policies exclude
   */
  private record Guard(boolean labels, Set<String> names, boolean excluded) {}

  ExemptionExamination(KubernetesClient client, Installation installation) {
    this.client = client;
    this.installation = installation;
  }

  /**
   * Looks.
   *
   * @param ours what we have registered
   * @param policies the policies of the cluster
   */
  void examine(List<Check> checks, List<WebhookConfiguration> ours, List<StreamedObject> policies) {
    List<Namespace> namespaces =
        Doctor.see(checks, AREA, "the namespaces", () -> client.namespaces().list().getItems());
    if (namespaces == null) {
      return;
    }
    SortedMap<String, SortedSet<String>> exempt = new TreeMap<>();
    registered(ours, exempt);
    SortedMap<String, SortedSet<String>> excluded = excluded(policies);
    excluded.forEach((name, by) -> exempt.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(by));
    Set<String> there = new HashSet<>();
    for (Namespace namespace : namespaces) {
      there.add(namespace.getMetadata().getName());
      Map<String, String> labels = namespace.getMetadata().getLabels();
      if (labels != null && labels.containsKey(Evaluator.EXEMPT)) {
        exempt.computeIfAbsent(namespace.getMetadata().getName(), _ -> new TreeSet<>()).add(LABEL);
      }
    }
    List<Check> blind = new ArrayList<>();
    Guard guard = guard(blind);
    if (blind.isEmpty()) {
      guarded(checks, guard);
    }
    checks.addAll(blind);
    for (Map.Entry<String, SortedSet<String>> one : exempt.entrySet()) {
      String name = one.getKey();
      if (there.contains(name)) {
        inside(checks, name, one.getValue());
        rights(checks, name, one.getValue(), exempt.keySet());
      } else if (!guard.names().contains(name)
          && !(guard.excluded() && excluded.containsKey(name))) {
        checks.add(
            Check.warn(
                AREA,
                "namespace "
                    + Text.shorten(name)
                    + " is exempt by "
                    + words(one.getValue())
                    + " and does not exist: whoever may create namespaces can make it his own",
                "take the name away, or set exemptNamespaces.guarded in the chart"));
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

  private static SortedMap<String, SortedSet<String>> excluded(List<StreamedObject> policies) {
    SortedMap<String, SortedSet<String>> excluded = new TreeMap<>();
    for (StreamedObject policy : policies) {
      for (String name : excludedBy(policy)) {
        excluded.computeIfAbsent(name, _ -> new TreeSet<>()).add("policy " + policy.name());
      }
    }
    return excluded;
  }

  // Of one that cannot be read, none.
  private static List<String> excludedBy(StreamedObject policy) {
    if (!policy.isReadable()) {
      return List.of();
    }
    try {
      return ObjectView.of(policy.tree(), Path.ROOT)
          .object("spec")
          .object("matchConstraints")
          .texts("excludeNamespaces");
    } catch (MalformedResourceException e) {
      return List.of();
    }
  }

  private static String words(SortedSet<String> reasons) {
    List<String> first = reasons.stream().limit(3).toList();
    return Text.shorten(String.join(", ", first), 200)
        + (reasons.size() > 3 ? " and " + (reasons.size() - 3) + " more" : "");
  }

  private Guard guard(List<Check> blind) {
    ValidatingAdmissionPolicy exempt = guard(blind, "-exempt-namespaces");
    ValidatingAdmissionPolicy excluded = guard(blind, "-excluded-namespaces");
    return new Guard(exempt != null, exempt == null ? Set.of() : names(exempt), excluded != null);
  }

  // As the chart calls it; null when it is not there, or not bound so that it denies.
  private @Nullable ValidatingAdmissionPolicy guard(List<Check> blind, String suffix) {
    String release = installation.lease();
    int room = LONGEST_NAME - suffix.length();
    String name = (release.length() > room ? release.substring(0, room) : release) + suffix;
    ValidatingAdmissionPolicy policy =
        Doctor.see(
            blind,
            AREA,
            "ValidatingAdmissionPolicy " + name,
            () -> client.resources(ValidatingAdmissionPolicy.class).withName(name).get());
    ValidatingAdmissionPolicyBinding binding =
        Doctor.see(
            blind,
            AREA,
            "ValidatingAdmissionPolicyBinding " + name,
            () -> client.resources(ValidatingAdmissionPolicyBinding.class).withName(name).get());
    return binding != null
            && name.equals(binding.getSpec().getPolicyName())
            && binding.getSpec().getValidationActions().contains("Deny")
        ? policy
        : null;
  }

  // The variable holds what is a list in CEL and in JSON alike.
  private static Set<String> names(ValidatingAdmissionPolicy guard) {
    Set<String> names = new HashSet<>();
    for (Variable variable : guard.getSpec().getVariables()) {
      if (variable.getName().equals("names")) {
        byte[] text = variable.getExpression().getBytes(StandardCharsets.UTF_8);
        try {
          if (JsonReader.review(text, Limits.REVIEW) instanceof ArrayValue list) {
            for (int i = 0; i < list.size(); i++) {
              if (list.get(i) instanceof StringValue name) {
                names.add(name.text());
              }
            }
          }
        } catch (UnreadableException e) {
          // Somebody has written it anew: what it guards is not known.
          return Set.of();
        }
      }
    }
    return names;
  }

  private static void guarded(List<Check> checks, Guard guard) {
    checks.add(
        guard.labels()
            ? Check.ok(AREA, "the API server lets operators alone exempt namespaces")
            : Check.warn(
                AREA,
                "whoever may label namespaces can exempt them from every policy",
                "set exemptNamespaces.guarded in the chart"));
  }

  private void inside(List<Check> checks, String name, SortedSet<String> reasons) {
    if (SYSTEM.contains(name) || name.equals(installation.namespace())) {
      return;
    }
    Boolean empty = see(checks, "the pods of ", name, () -> isEmpty(name));
    if (Boolean.TRUE.equals(empty)) {
      checks.add(
          Check.warn(
              AREA,
              "namespace "
                  + name
                  + " is exempt by "
                  + words(reasons)
                  + " and holds no pod: nothing of the operators' runs there",
              reasons.contains(LABEL)
                  ? "kubectl label namespace " + name + ' ' + Evaluator.EXEMPT + '-'
                  : "take the name away, or delete the namespace"));
    }
  }

  private void rights(
      List<Check> checks, String name, SortedSet<String> reasons, Set<String> exempt) {
    Set<String> writers = see(checks, "who may write in ", name, () -> writers(name, exempt));
    if (writers != null && !writers.isEmpty()) {
      checks.add(
          Check.warn(
              AREA,
              "namespace "
                  + name
                  + " is exempt by "
                  + words(reasons)
                  + ", and not for operators alone: "
                  + Text.shorten(String.join(", ", writers), 200)
                  + " may run pods there that nobody judges",
              "take the right away, or the exemption"));
    }
  }

  // What may not be seen of one is not asked of the others.
  private <T> @Nullable T see(
      List<Check> checks, String what, String namespace, Supplier<@Nullable T> work) {
    if (unseen.contains(what)) {
      return null;
    }
    List<Check> blind = new ArrayList<>();
    T seen = Doctor.see(blind, AREA, what + namespace, work);
    if (!blind.isEmpty()) {
      unseen.add(what);
      checks.addAll(blind);
    }
    return seen;
  }

  private boolean isEmpty(String namespace) {
    return client
        .pods()
        .inNamespace(namespace)
        .list(new ListOptionsBuilder().withLimit(1L).build())
        .getItems()
        .isEmpty();
  }

  // Who has a right of the namespace's own to make pods, but for ServiceAccounts of exempt
  // namespaces and what is Kubernetes' own.
  private Set<String> writers(String namespace, Set<String> exempt) {
    Set<String> writers = new TreeSet<>();
    for (RoleBinding binding :
        client.rbac().roleBindings().inNamespace(namespace).list().getItems()) {
      if (binding.getSubjects() == null || !runs(binding)) {
        continue;
      }
      for (Subject subject : binding.getSubjects()) {
        boolean account = "ServiceAccount".equals(subject.getKind());
        String home = subject.getNamespace() == null ? namespace : subject.getNamespace();
        if (account ? !exempt.contains(home) : !isKubernetes(subject.getName())) {
          writers.add(subject.getKind() + ' ' + (account ? home + '/' : "") + subject.getName());
        }
      }
    }
    return writers;
  }

  // system:authenticated and the like are everybody.
  private static boolean isKubernetes(String name) {
    return name.startsWith("system:")
        && !name.startsWith("system:serviceaccount")
        && !name.startsWith("system:authenticated")
        && !name.startsWith("system:unauthenticated");
  }

  private boolean runs(RoleBinding binding) {
    RoleRef reference = binding.getRoleRef();
    boolean wide = reference.getKind().equals("ClusterRole");
    String namespace = wide ? "" : binding.getMetadata().getNamespace();
    return roles.computeIfAbsent(
        namespace + '/' + reference.getName(),
        _ -> {
          HasMetadata role =
              wide
                  ? client.rbac().clusterRoles().withName(reference.getName()).get()
                  : client
                      .rbac()
                      .roles()
                      .inNamespace(namespace)
                      .withName(reference.getName())
                      .get();
          return rules(role).stream().anyMatch(ExemptionExamination::runs);
        });
  }

  private static List<PolicyRule> rules(@Nullable HasMetadata role) {
    List<PolicyRule> rules =
        switch (role) {
          case ClusterRole wide -> wide.getRules();
          case Role narrow -> narrow.getRules();
          case null, default -> List.of();
        };
    return rules == null ? List.of() : rules;
  }

  private static boolean runs(PolicyRule rule) {
    return rule.getVerbs().stream().anyMatch(WRITING::contains)
        && rule.getResources().stream().anyMatch(RUNNING::contains);
  }
}
