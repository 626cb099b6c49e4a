package dev.haetae.simulator;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import dev.haetae.simulator.ClaimPrediction.Cause;
import dev.haetae.simulator.ClaimPrediction.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predicts claims one after the other, as those of a StatefulSet's pods are made: a volume that one
 * of them gets the next cannot have.
 */
public final class ClaimSequence {
  private final ForeseenWorld world;

  /** A sequence in a world, which stays as it is. */
  public ClaimSequence(Inventory inventory) {
    world = new ForeseenWorld(inventory, inventory);
  }

  /**
   * What becomes of the next claim once there is a pod that mounts it, on whichever node: never
   * WaitsForConsumer.
   */
  public ClaimPrediction next(PersistentVolumeClaim claim) {
    ClaimPrediction prediction = VolumeBinding.predict(claim, world);
    if (prediction.outcome() == Outcome.WAITS_FOR_CONSUMER) {
      prediction = atItsConsumer(prediction);
    }
    if (prediction.outcome() == Outcome.BOUND && prediction.volume() != null) {
      world.bind(prediction.volume(), prediction.claim());
    }
    return prediction;
  }

  private ClaimPrediction atItsConsumer(ClaimPrediction waiting) {
    PersistentVolume smallest = null;
    for (VolumeCandidate candidate : VolumeBinding.explain(waiting.claim(), world)) {
      PersistentVolume volume = candidate.volume();
      if (candidate.fits()
          && (smallest == null || volume.capacity().compareTo(smallest.capacity()) < 0)) {
        smallest = volume;
      }
    }
    if (smallest != null) {
      return changed(waiting, Outcome.BOUND, Cause.VOLUME_MATCHES, smallest, "");
    }
    StorageClass storageClass = world.storageClass(Criterion.classOf(waiting.claim()));
    if (storageClass != null && storageClass.provisions()) {
      return changed(waiting, Outcome.PROVISIONING, Cause.PROVISIONER, null, "");
    }
    String unseen = world.isClosed() ? "" : "other PersistentVolumes";
    return changed(waiting, Outcome.PENDING, Cause.NO_PROVISIONER, null, unseen);
  }

  private static ClaimPrediction changed(
      ClaimPrediction waiting,
      Outcome outcome,
      Cause cause,
      @Nullable PersistentVolume volume,
      String unseen) {
    return new ClaimPrediction(
        waiting.claim(),
        waiting.classDefaulted(),
        outcome,
        cause,
        volume,
        List.of(),
        null,
        waiting.provisioner(),
        unseen);
  }
}
