package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.cluster.inventory.InventoryKind;
import dev.haetae.cluster.registration.Installation;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.ArrayList;
import java.util.List;

/**
 * The examination of our rights: whether the replicas may read what rules look at. A ClusterRole
 * that somebody keeps apart from the chart is older than the server one day.
 */
record RightsExamination(TypedObjects objects, Installation installation) {
  private static final String ANY = "*";
  private static final List<String> READING = List.of("list", "watch");

  /** Looks at the ClusterRole, which the chart calls as it calls the Lease. */
  void examine(Checks checks) {
    String name = installation.lease();
    ClusterRole role =
        checks
            .see("the ClusterRole " + name, () -> objects.find(ClusterRole.class, "", name))
            .orElse(null);
    // Who runs us outside the cluster, or with a role of another name, has given rights himself.
    if (role == null) {
      return;
    }
    List<PolicyRule> rules = role.getRules() == null ? List.of() : role.getRules();
    List<String> withheld = new ArrayList<>();
    for (InventoryKind kind : InventoryKind.values()) {
      if (rules.stream().anyMatch(rule -> lets(rule, kind))) {
        continue;
      }
      if (kind.isCore()) {
        checks.fail(
            "the ClusterRole " + name + " does not let replicas list and watch " + resource(kind),
            "apply that of the chart: no replica gets ready without");
      } else {
        withheld.add(resource(kind));
      }
    }
    if (!withheld.isEmpty()) {
      checks.warn(
          "the ClusterRole "
              + name
              + " does not let replicas list and watch "
              + String.join(", ", withheld)
              + ": rules that look at them find nothing",
          "apply that of the chart");
    }
  }

  private static boolean lets(PolicyRule rule, InventoryKind kind) {
    return holds(rule.getApiGroups(), kind.groupKind().group())
        && holds(rule.getResources(), resource(kind))
        && (rule.getResourceNames() == null || rule.getResourceNames().isEmpty())
        && READING.stream().allMatch(verb -> holds(rule.getVerbs(), verb));
  }

  private static boolean holds(List<String> some, String one) {
    return some.contains(ANY) || some.contains(one);
  }

  private static String resource(InventoryKind kind) {
    return kind.path().substring(kind.path().lastIndexOf('/') + 1);
  }
}
