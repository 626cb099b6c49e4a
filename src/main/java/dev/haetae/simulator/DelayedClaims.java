package dev.haetae.simulator;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The claims of one pod that the scheduler binds, all of them together, on the node that it
 * chooses.
 *
 * <p>Mirrors {@code FindPodVolumes} of {@code pkg/scheduler/framework/plugins/volumebinding}: the
 * smallest claims choose first, each the smallest volume that the node reaches and that no claim
 * before it has chosen; the class makes a volume where there is none.
 */
final class DelayedClaims {
  /**
   * The order in which the claims of a pod choose, so that they leave the large volumes to the
   * large.
   */
  static final Comparator<PersistentVolumeClaim> SMALLEST_FIRST =
      Comparator.comparing(PersistentVolumeClaim::request);

  private final Inventory inventory;
  private final List<Delayed> claims = new ArrayList<>(0);
  private final Map<String, FittingVolumes> kinds = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final List<Choice> choices = new ArrayList<>(0);
  private boolean sorted = true;

  /**
   * A claim that the scheduler binds.
   *
   * @param storageClass its class, which makes a volume where none of those there are is left
   */
  private record Delayed(
      PersistentVolumeClaim claim, FittingVolumes volumes, StorageClass storageClass) {}

  /** A volume that is chosen for a claim. */
  record Choice(PersistentVolumeClaim claim, PersistentVolume volume) {}

  DelayedClaims(Inventory inventory) {
    this.inventory = inventory;
  }

  /** Adds a claim of the pod. */
  void add(PersistentVolumeClaim claim, StorageClass storageClass) {
    FittingVolumes volumes =
        kinds.computeIfAbsent(
            FittingVolumes.kind(claim, inventory), _ -> FittingVolumes.ofDelayed(claim, inventory));
    claims.add(new Delayed(claim, volumes, storageClass));
    sorted = false;
  }

  boolean isEmpty() {
    return claims.isEmpty();
  }

  /** Binds all of them for a pod on this node: what it fails on, as bits of {@link NodeVerdict}. */
  long bind(Node node) {
    begin();
    boolean provisioning = false;
    for (Delayed one : claims) {
      boolean selected = !one.claim().selectedNode().isEmpty();
      if (selected && !one.claim().selectedNode().equals(node.name())) {
        return NodeVerdict.VOLUME_BINDING;
      }
      PersistentVolume volume = selected ? null : one.volumes().take(taken, node);
      if (volume != null) {
        taken.add(volume.name());
        choices.add(new Choice(one.claim(), volume));
      } else if (provisions(one.storageClass(), node)) {
        provisioning = true;
      } else {
        return NodeVerdict.VOLUME_BINDING;
      }
    }
    return provisioning ? NodeVerdict.PROVISIONING : 0;
  }

  private void begin() {
    inventory.spend(claims.size());
    if (!sorted) {
      claims.sort(Comparator.comparing(Delayed::claim, SMALLEST_FIRST));
      sorted = true;
    }
    taken.clear();
    choices.clear();
    for (FittingVolumes volumes : kinds.values()) {
      volumes.rewind();
    }
  }

  /** The volumes that the last {@link #bind} chose. */
  List<Choice> choices() {
    return choices;
  }

  private static boolean provisions(StorageClass storageClass, Node node) {
    return !storageClass.provisioner().isEmpty()
        && !storageClass.provisioner().equals(StorageClass.NO_PROVISIONER)
        && (storageClass.allowedTopologies() == null
            || storageClass.allowedTopologies().matches("", node.labels()));
  }
}
