package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.StorageClass;
import dev.haetae.simulator.binding.Criterion;
import dev.haetae.simulator.scheduling.PodDemand.ClaimUse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The limits of CSI drivers on the volumes that a node can have attached, where CSINodes are known.
 *
 * <p>Mirrors the plugin NodeVolumeLimits ({@code
 * pkg/scheduler/framework/plugins/nodevolumelimits/csi.go}): a volume counts once, however many
 * pods of the node mount it; a claim without volume counts for the driver of its class.
 */
final class VolumeLimits {
  private static final GroupKind CSI_NODE = new GroupKind("storage.k8s.io", "CSINode");

  private final Inventory inventory;
  private final Set<Attachment> wanted;

  /** A volume of a driver, by its handle or by the claim that it will be made for. */
  private record Attachment(String driver, String volume) {}

  private VolumeLimits(Inventory inventory, Set<Attachment> wanted) {
    this.inventory = inventory;
    this.wanted = wanted;
  }

  /** The limits that bear on a pod; null when none can. */
  static @Nullable VolumeLimits of(PodDemand pod, Inventory inventory) {
    if (pod.claims().isEmpty() || inventory.objects(CSI_NODE, "").isEmpty()) {
      return null;
    }
    Set<Attachment> wanted = new HashSet<>();
    for (ClaimUse use : pod.claims()) {
      PersistentVolumeClaim found = inventory.claim(pod.namespace(), use.name());
      PersistentVolumeClaim claim = found == null ? use.made() : found;
      Attachment attachment = claim == null ? null : attachment(claim, inventory);
      if (attachment != null) {
        wanted.add(attachment);
      }
    }
    return wanted.isEmpty() ? null : new VolumeLimits(inventory, wanted);
  }

  private static @Nullable Attachment attachment(PersistentVolumeClaim claim, Inventory inventory) {
    PersistentVolume volume =
        claim.volumeName().isEmpty() ? null : inventory.volume(claim.volumeName());
    if (volume != null) {
      PersistentVolume.Source source = volume.source();
      return source.handle().isEmpty() ? null : new Attachment(source.driver(), source.handle());
    }
    StorageClass storageClass = inventory.storageClass(Criterion.classOf(claim));
    return storageClass == null
        ? null
        : new Attachment(
            storageClass.provisioner(), "for " + claim.namespace() + '/' + claim.name());
  }

  /**
   * Returns whether a node could not have the pod's volumes attached, too.
   *
   * @param gone pods that are thought away from the node
   */
  boolean exceededOn(String node, List<PlacedPod> gone) {
    Map<String, Long> limits = limits(node);
    if (limits.isEmpty()) {
      return false;
    }
    Set<Attachment> there = new HashSet<>();
    for (PlacedPod pod : inventory.podsOn(node)) {
      if (!pod.claims().isEmpty() && !gone.contains(pod)) {
        addOf(pod, there);
      }
    }
    Set<Attachment> added = new HashSet<>(wanted);
    added.removeAll(there);
    Map<String, Integer> counts = new HashMap<>();
    there.forEach(attachment -> counts.merge(attachment.driver(), 1, Integer::sum));
    added.forEach(attachment -> counts.merge(attachment.driver(), 1, Integer::sum));
    for (Attachment attachment : added) {
      Long limit = limits.get(attachment.driver());
      if (limit != null && counts.getOrDefault(attachment.driver(), 0) > limit) {
        return true;
      }
    }
    return false;
  }

  private void addOf(PlacedPod pod, Set<Attachment> to) {
    for (String name : pod.claims()) {
      try {
        PersistentVolumeClaim claim = inventory.claim(pod.namespace(), name);
        Attachment attachment = claim == null ? null : attachment(claim, inventory);
        if (attachment != null) {
          to.add(attachment);
        }
      } catch (UnreadableObjectException _) {
        // Somebody else's claim, which is not to keep this pod from an answer.
      }
    }
  }

  private Map<String, Long> limits(String node) {
    Map<String, Long> limits = new HashMap<>();
    Resource found = inventory.object(CSI_NODE, "", node);
    if (found != null) {
      for (ObjectView driver : found.view().object("spec").objects("drivers")) {
        ObjectView allocatable = driver.object("allocatable");
        if (allocatable.has("count")) {
          limits.put(driver.text("name"), allocatable.integer("count", 0));
        }
      }
    }
    return limits;
  }
}
