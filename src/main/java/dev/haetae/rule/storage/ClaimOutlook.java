package dev.haetae.rule.storage;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.simulator.binding.ClaimContest;
import dev.haetae.simulator.binding.ClaimContest.Reach;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.ClaimPrediction.Cause;
import dev.haetae.simulator.binding.ClaimPrediction.Outcome;
import dev.haetae.simulator.binding.VolumeBinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the data of a claim will lie, once there is a pod that mounts it.
 *
 * @param prediction what the control plane does with the claim
 * @param volumes the volumes that it has, may get or names; empty when there is none
 * @param provisioner who makes its volume; empty when nobody has to, or will
 * @param unseen what the outlook hangs on and was not found in an open world; empty when certain
 */
record ClaimOutlook(
    ClaimPrediction prediction, List<PersistentVolume> volumes, String provisioner, String unseen) {

  /**
   * The outlook of a claim in a world.
   *
   * @param contest with the claims that are judged with it; only asked for when it matters
   */
  static ClaimOutlook of(
      PersistentVolumeClaim claim, Supplier<ClaimContest> contest, Inventory inventory) {
    ClaimPrediction prediction = VolumeBinding.predict(claim, inventory);
    return switch (prediction.cause()) {
      case VOLUME_MATCHES, BINDING_MODE -> contested(prediction, claim, contest.get(), inventory);
      case ALREADY_BOUND,
          VOLUME_NAMED,
          VOLUME_PROMISED,
          VOLUME_NOT_FOUND,
          VOLUME_TAKEN,
          VOLUME_MISMATCH,
          NO_CLASS,
          NO_PROVISIONER,
          CLASS_NOT_FOUND,
          PROVISIONER,
          VOLUME_GONE,
          VOLUME_MISBOUND ->
          new ClaimOutlook(
              prediction, volumes(prediction), prediction.provisioner(), prediction.unseen());
    };
  }

  private static List<PersistentVolume> volumes(ClaimPrediction prediction) {
    PersistentVolume volume = prediction.volume();
    if (volume == null) {
      return List.of();
    }
    if (prediction.ties().isEmpty()) {
      return List.of(volume);
    }
    List<PersistentVolume> all = new ArrayList<>(prediction.ties());
    all.addFirst(volume);
    return all;
  }

  private static ClaimOutlook contested(
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
    StorageClass storageClass = storageClass(prediction, inventory);
    boolean provisions = storageClass != null && storageClass.provisions();
    boolean open = reach.exhausted() && !provisions && !inventory.isClosed();
    return new ClaimOutlook(
        prediction,
        volumes,
        storageClass != null && provisions && reach.outrun() ? storageClass.provisioner() : "",
        open ? "other PersistentVolumes" : "");
  }

  private static @Nullable StorageClass storageClass(
      ClaimPrediction prediction, Inventory inventory) {
    String name = prediction.claim().storageClass();
    return name == null ? null : inventory.storageClass(name);
  }

  /** Says what the claim does with one of the volumes: {@code claim "a" binds to …}. */
  Sentence sentence(PersistentVolumeClaim claim, PersistentVolume volume) {
    return Sentence.of("claim %q ", claim.name())
        .then(verb())
        .then(" PersistentVolume %q", volume.name());
  }

  /** Whether no volume is there for it, and nobody is asked to make one. */
  boolean isWithoutVolume() {
    return volumes.isEmpty() && provisioner.isEmpty() && prediction.outcome() != Outcome.LOST;
  }

  /** Whether other claims have a say in which volume it gets. */
  boolean isContested() {
    return prediction.cause() == Cause.VOLUME_MATCHES || prediction.cause() == Cause.BINDING_MODE;
  }

  private String verb() {
    return switch (prediction.cause()) {
      case ALREADY_BOUND -> "is bound to";
      case VOLUME_NOT_FOUND, VOLUME_TAKEN, VOLUME_MISMATCH -> "names";
      case VOLUME_GONE, VOLUME_MISBOUND -> "was bound to";
      case VOLUME_NAMED,
          VOLUME_PROMISED,
          VOLUME_MATCHES,
          NO_CLASS,
          NO_PROVISIONER,
          CLASS_NOT_FOUND,
          BINDING_MODE,
          PROVISIONER ->
          volumes.size() == 1 && provisioner.isEmpty() ? "binds to" : "may bind to";
    };
  }
}
