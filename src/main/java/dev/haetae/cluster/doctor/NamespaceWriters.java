package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.TypedObjects;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The users who may run pods in a namespace by a right of its own. */
final class NamespaceWriters {
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

  private final TypedObjects objects;
  private final Map<String, Boolean> roles = new HashMap<>();

  NamespaceWriters(TypedObjects objects) {
    this.objects = objects;
  }

  /**
   * Returns who has a right of the namespace's own to make pods, but for what is Kubernetes' own
   * and for ServiceAccounts of exempt namespaces.
   */
  Set<String> of(String namespace, Set<String> exempt)
      throws RequestFailedException, InterruptedException {
    Set<String> writers = new TreeSet<>();
    for (RoleBinding binding : objects.list(RoleBinding.class, namespace, "")) {
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

  private boolean runs(RoleBinding binding) throws RequestFailedException, InterruptedException {
    RoleRef reference = binding.getRoleRef();
    boolean wide = reference.getKind().equals("ClusterRole");
    String namespace = wide ? "" : binding.getMetadata().getNamespace();
    String key = namespace + '/' + reference.getName();
    Boolean known = roles.get(key);
    if (known == null) {
      known = rules(wide, namespace, reference.getName()).stream().anyMatch(NamespaceWriters::runs);
      roles.put(key, known);
    }
    return known;
  }

  private List<PolicyRule> rules(boolean wide, String namespace, String name)
      throws RequestFailedException, InterruptedException {
    @Nullable List<PolicyRule> rules =
        wide
            ? objects.find(ClusterRole.class, "", name).map(ClusterRole::getRules).orElse(null)
            : objects.find(Role.class, namespace, name).map(Role::getRules).orElse(null);
    return rules == null ? List.of() : rules;
  }

  private static boolean runs(PolicyRule rule) {
    return rule.getVerbs().stream().anyMatch(WRITING::contains)
        && rule.getResources().stream().anyMatch(RUNNING::contains);
  }
}
