package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.Toleration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A RuntimeClass, as far as admission merges it into the pods that name it.
 *
 * <p>Mirrors {@code plugin/pkg/admission/runtimeclass}.
 *
 * @param nodeSelector labels that its nodes have
 * @param tolerations of the taints of its nodes
 * @param overhead what every pod takes besides its containers
 */
record RuntimeClass(
    List<LabelSelector.Requirement> nodeSelector,
    List<Toleration> tolerations,
    ResourceAmounts overhead) {
  /** The class of this name; null when it is not known. */
  static @Nullable RuntimeClass find(String name, Inventory inventory) {
    Resource found = inventory.object(GroupKind.RUNTIME_CLASS, "", name);
    if (found == null) {
      return null;
    }
    ObjectView scheduling = found.view().object("scheduling");
    return new RuntimeClass(
        LabelSelector.ofLabels(scheduling.textMap("nodeSelector")).requirements(),
        scheduling.objects("tolerations").stream().map(Toleration::of).toList(),
        ResourceAmounts.of(found.view().object("overhead").quantities("podFixed")));
  }
}
