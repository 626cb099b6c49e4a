package dev.haetae.simulator.binding;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import dev.haetae.simulator.binding.ClaimContest.Reach;
import dev.haetae.simulator.binding.ClaimPrediction.Cause;
import dev.haetae.simulator.binding.ClaimPrediction.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * The volumes that a claim may come to, once there is a pod that mounts it, whichever of the claims
 * of the world are bound before it. Where {@link ClaimPrediction} says what becomes of a claim that
 * is bound next, this says what may become of it at all.
 *
 * @param prediction what the control plane does with the claim, were it alone
 * @param volumes the volumes that it has, may get or names; empty when there is none
 * @param provisioner who makes its volume; empty when nobody has to, or will
 * @param unseen what this hangs on and was not found in an open world; empty when certain
 */
public record ClaimReach(
    ClaimPrediction prediction, List<PersistentVolume> volumes, String provisioner, String unseen) {

  /** A reach that keeps its own copy of the list. */
  public ClaimReach {
    volumes = List.copyOf(volumes);
  }

  /**
   * The reach of a claim in a world.
   *
   * @param contest with the claims that are judged with it; only asked for when it matters
   */
  public static ClaimReach of(
      PersistentVolumeClaim claim, Supplier<ClaimContest> contest, Inventory inventory) {
    ClaimPrediction prediction = VolumeBinding.predict(claim, inventory);
    if (isContested(prediction)) {
      return contested(prediction, claim, contest.get(), inventory);
    }
    List<PersistentVolume> volumes = new ArrayList<>(prediction.ties());
    if (prediction.volume() != null) {
      volumes.addFirst(prediction.volume());
    }
    return new ClaimReach(prediction, volumes, prediction.provisioner(), prediction.unseen());
  }

  private static boolean isContested(ClaimPrediction prediction) {
    return prediction.cause() == Cause.VOLUME_MATCHES || prediction.cause() == Cause.BINDING_MODE;
  }

  private static ClaimReach contested(
      ClaimPrediction prediction,
      PersistentVolumeClaim claim,
      ClaimContest contest,
      Inventory inventory) {
    Reach reach = contest.reach(claim);
    List<PersistentVolume> volumes = new ArrayList<>(reach.volumes());
    // One that is promised to the claim, but offers more modes than others, is what is left to it.
    for (PersistentVolume promised : inventory.volumesPromisedTo(claim.namespace(), claim.name())) {
      if (promised.claim() != null && promised.claim().names(claim)) {
        volumes.add(promised);
      }
    }
    volumes.sort(Comparator.comparing(PersistentVolume::name));
    String name = prediction.claim().storageClass();
    StorageClass storageClass = name == null ? null : inventory.storageClass(name);
    boolean provisions = storageClass != null && storageClass.provisions();
    boolean open = reach.exhausted() && !provisions && !inventory.isClosed();
    return new ClaimReach(
        prediction,
        volumes,
        storageClass != null && provisions && reach.outrun() ? storageClass.provisioner() : "",
        open ? "other PersistentVolumes" : "");
  }

  /** Returns whether no volume is there for it, and nobody is asked to make one. */
  public boolean isWithoutVolume() {
    return volumes.isEmpty() && provisioner.isEmpty() && prediction.outcome() != Outcome.LOST;
  }

  /** Returns whether other claims have a say in which volume it gets. */
  public boolean isContested() {
    return isContested(prediction);
  }
}
