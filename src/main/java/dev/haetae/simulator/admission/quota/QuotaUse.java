package dev.haetae.simulator.admission.quota;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Amount;
import dev.haetae.simulator.defaults.Defaults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the objects of a namespace take of a quota, as its controller counts it.
 *
 * <p>Mirrors {@code CalculateUsage} of {@code k8s.io/apiserver/pkg/quota/v1/resources.go}.
 */
final class QuotaUse {
  static final List<GroupKind> COUNTED =
      List.of(
          GroupKind.POD,
          GroupKind.PERSISTENT_VOLUME_CLAIM,
          GroupKind.SERVICE,
          GroupKind.CONFIG_MAP,
          GroupKind.SECRET,
          GroupKind.RESOURCE_QUOTA,
          GroupKind.REPLICATION_CONTROLLER,
          GroupKind.SERVICE_ACCOUNT,
          GroupKind.LIMIT_RANGE,
          GroupKind.DEPLOYMENT,
          GroupKind.STATEFUL_SET,
          GroupKind.DAEMON_SET,
          GroupKind.REPLICA_SET,
          GroupKind.JOB,
          GroupKind.CRON_JOB,
          new GroupKind("networking.k8s.io", "Ingress"),
          GroupKind.RESOURCE_CLAIM,
          GroupKind.RESOURCE_CLAIM_TEMPLATE);

  private final String namespace;
  private final Inventory world;
  // A namespace may have thousands of quotas: its objects get their defaults once.
  private final Map<GroupKind, List<Counted>> objects = new HashMap<>();

  QuotaUse(String namespace, Inventory world) {
    this.namespace = namespace;
    this.world = world;
  }

  private record Counted(ObjectValue object, Map<String, Amount> usage) {}

  Map<String, Amount> of(Quota quota) {
    Map<String, Amount> used = new TreeMap<>();
    quota.hard().keySet().forEach(resource -> used.put(resource, Amount.ZERO));
    for (GroupKind kind : COUNTED) {
      Evaluator evaluator = Evaluator.of(kind);
      if (quota.hard().keySet().stream().noneMatch(evaluator::counts)) {
        continue;
      }
      for (Counted counted : objects.computeIfAbsent(kind, _ -> counted(kind, evaluator))) {
        if (quota.concerns(evaluator, counted.object)) {
          counted.usage.forEach(
              (name, amount) -> used.computeIfPresent(name, (_, sum) -> sum.plus(amount)));
        }
      }
    }
    return used;
  }

  private List<Counted> counted(GroupKind kind, Evaluator evaluator) {
    List<Counted> all = new ArrayList<>();
    for (Resource resource : world.objects(kind, namespace)) {
      ObjectValue object = Defaults.of(resource.tree());
      all.add(new Counted(object, evaluator.usage(object)));
    }
    return all;
  }
}
