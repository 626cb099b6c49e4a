package dev.haetae.simulator.binding;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The claims of one pod that the scheduler binds, all of them together, on the node that it
 * chooses.
 */
public final class DelayedClaims {
  private final Inventory inventory;
  private final List<DelayedClaim> claims = new ArrayList<>(0);
  private final Map<String, FittingVolumes> kinds = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final List<Choice> choices = new ArrayList<>(0);
  private boolean sorted = true;

  /** A volume that is chosen for a claim. */
  public record Choice(PersistentVolumeClaim claim, PersistentVolume volume) {}

  /** The outcome of a choice on one node for all claims of a pod. */
  public enum Outcome {
    /** Each has a volume that the node reaches. */
    BOUND,
    /** Each has one, or its class makes one. */
    PROVISIONING,
    /** There is none for one of them. */
    REJECTED
  }

  /** The claims of a pod, none of which is known yet. */
  public DelayedClaims(Inventory inventory) {
    this.inventory = inventory;
  }

  /** Adds a claim of the pod. */
  public void add(PersistentVolumeClaim claim, StorageClass storageClass) {
    FittingVolumes volumes =
        kinds.computeIfAbsent(
            FittingVolumes.kind(claim, inventory), _ -> FittingVolumes.ofDelayed(claim, inventory));
    claims.add(new DelayedClaim(claim, volumes, storageClass));
    sorted = false;
  }

  /** Returns whether the pod has no such claim. */
  public boolean isEmpty() {
    return claims.isEmpty();
  }

  /** Chooses volumes for all of them, were the pod to run on this node. */
  public Outcome choose(Node node) {
    begin();
    Outcome outcome = Outcome.BOUND;
    for (DelayedClaim one : claims) {
      PersistentVolume volume = one.choose(taken, node);
      if (volume != null) {
        choices.add(new Choice(one.claim(), volume));
      } else if (one.isMadeFor(node)) {
        outcome = Outcome.PROVISIONING;
      } else {
        return Outcome.REJECTED;
      }
    }
    return outcome;
  }

  private void begin() {
    inventory.spend(claims.size());
    if (!sorted) {
      claims.sort(null);
      sorted = true;
    }
    taken.clear();
    choices.clear();
    for (FittingVolumes volumes : kinds.values()) {
      volumes.rewind();
    }
  }

  /** The volumes that the last {@link #choose} has chosen. */
  public List<Choice> choices() {
    return choices;
  }
}
