package dev.haetae.simulator.scheduling.preemption;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The priority of a pod as far as its spec says it.
 *
 * <p>Mirrors the admission plugin Priority ({@code plugin/pkg/admission/priority/admission.go}),
 * which writes the value and the policy of the class into every pod that is made.
 *
 * @param className the class that it names; empty for none
 * @param value the value that is written already; null for none
 * @param policy {@code preemptionPolicy} as written; empty for none
 */
public record PodPriority(String className, @Nullable Integer value, String policy) {
  private static final String NEVER = "Never";

  /**
   * The priority that a pod has in a world.
   *
   * @param value the more, the more important
   * @param preempts whether it may drive less important pods away
   */
  public record Resolved(int value, boolean preempts) {}

  /** The priority that a pod's spec writes. */
  public static PodPriority of(PodView pod) {
    return new PodPriority(
        pod.spec().text("priorityClassName"),
        pod.spec().has("priority") ? (int) pod.spec().integer("priority", 0) : null,
        pod.spec().text("preemptionPolicy"));
  }

  /** The priority that it has in a world: of its class, or of the class that is the default. */
  public Resolved in(Inventory inventory) {
    Resource found = value == null || policy.isEmpty() ? classIn(inventory) : null;
    int resolved = value == null ? valueOf(found) : value;
    String written =
        policy.isEmpty() && found != null ? found.view().text("preemptionPolicy") : policy;
    return new Resolved(resolved, !written.equals(NEVER));
  }

  private int valueOf(@Nullable Resource found) {
    if (found != null) {
      return (int) found.view().integer("value", 0);
    }
    return switch (className) {
      case "system-cluster-critical" -> 2_000_000_000;
      case "system-node-critical" -> 2_000_001_000;
      default -> 0;
    };
  }

  private @Nullable Resource classIn(Inventory inventory) {
    if (!className.isEmpty()) {
      return inventory.object(GroupKind.PRIORITY_CLASS, "", className);
    }
    // Of several defaults the least important counts.
    Resource found = null;
    for (Resource one : inventory.objects(GroupKind.PRIORITY_CLASS, "")) {
      boolean isDefault = one.view().flag("globalDefault", false);
      if (isDefault && (found == null || valueOf(one) < valueOf(found))) {
        found = one;
      }
    }
    return found;
  }
}
