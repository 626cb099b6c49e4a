package dev.haetae.simulator.admission.quota;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.ResourceNames;
import dev.haetae.simulator.defaults.Amount;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The count of objects of a kind of which quotas know no more.
 *
 * @param names the resources that count them
 */
record ObjectCount(Set<String> names) implements Evaluator {
  // These had names of their own before there was count/.
  private static final Set<String> OLD_NAMES =
      Set.of("ConfigMap", "Secret", "ResourceQuota", "ReplicationController");
  private static final Amount ONE = Amount.of(1);

  static ObjectCount of(GroupKind kind) {
    String count = Evaluator.countOf(kind);
    return kind.group().isEmpty() && OLD_NAMES.contains(kind.kind())
        ? new ObjectCount(Set.of(count, ResourceNames.plural(kind)))
        : new ObjectCount(Set.of(count));
  }

  @Override
  public boolean handles(ObjectValue object, @Nullable ObjectValue existing) {
    return existing == null;
  }

  @Override
  public boolean counts(String resource) {
    return names.contains(resource);
  }

  @Override
  public boolean isWithin(Scope scope, ObjectValue object) {
    return false;
  }

  @Override
  public Map<String, Amount> usage(ObjectValue object) {
    Map<String, Amount> usage = new HashMap<>();
    names.forEach(name -> usage.put(name, ONE));
    return usage;
  }
}
