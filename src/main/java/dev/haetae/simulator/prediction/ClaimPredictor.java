package dev.haetae.simulator.prediction;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.ClaimPrediction.Outcome;
import dev.haetae.simulator.binding.Criterion;
import dev.haetae.simulator.binding.VolumeBinding;
import dev.haetae.simulator.binding.VolumeCandidate;
import dev.haetae.simulator.prediction.Prediction.Candidate;
import dev.haetae.simulator.prediction.Prediction.Identity;
import dev.haetae.simulator.prediction.Prediction.Subject;
import java.util.ArrayList;
import java.util.List;

/** Forecasts of claims, with every volume that could be theirs. */
final class ClaimPredictor {
  private final PredictedWorld world;
  private final Spelling spelling;

  ClaimPredictor(PredictedWorld world, Spelling spelling) {
    this.world = world;
    this.spelling = spelling;
  }

  /** Foresees a claim and gives it the volume it binds to. */
  Prediction foresee(PersistentVolumeClaim claim, Identity object, String path) {
    ClaimPrediction prediction = VolumeBinding.predict(claim, world);
    List<VolumeCandidate> volumes = VolumeBinding.explain(claim, world);
    List<Candidate> candidates = new ArrayList<>(volumes.size());
    for (VolumeCandidate volume : volumes) {
      candidates.add(
          new Candidate(
              volume.volume().name(),
              volume.fits(),
              volume.reason(),
              volume.message(),
              distance(volume)));
    }
    if (prediction.outcome() == Outcome.BOUND && prediction.volume() != null) {
      world.bind(prediction.volume(), prediction.claim());
    }
    return new Prediction(
        object,
        path,
        Subject.CLAIM,
        prediction.outcome().word(),
        isGood(prediction.outcome()),
        prediction.message(),
        isGood(prediction.outcome()) ? "" : change(prediction, volumes),
        prediction.unseen(),
        prediction.volumeName(),
        List.of(),
        List.of(),
        candidates);
  }

  private static boolean isGood(Outcome outcome) {
    return switch (outcome) {
      case BOUND, WAITS_FOR_CONSUMER, PROVISIONING -> true;
      case PENDING, LOST -> false;
    };
  }

  private String change(ClaimPrediction prediction, List<VolumeCandidate> volumes) {
    return switch (prediction.cause()) {
      case VOLUME_NOT_FOUND -> spelling.question(prediction.volumeName(), volumeNames(world));
      case CLASS_NOT_FOUND -> {
        String near = spelling.question(Criterion.classOf(prediction.claim()), classNames(world));
        yield near.isEmpty() ? nearMiss(volumes) : near;
      }
      case NO_CLASS, NO_PROVISIONER, VOLUME_TAKEN -> nearMiss(volumes);
      // Its message says what to change.
      case VOLUME_MISMATCH -> "";
      case ALREADY_BOUND,
          VOLUME_NAMED,
          VOLUME_PROMISED,
          VOLUME_MATCHES,
          BINDING_MODE,
          PROVISIONER,
          VOLUME_GONE,
          VOLUME_MISBOUND ->
          "";
    };
  }

  // The change that makes the volume fit which fails on the least.
  private static String nearMiss(List<VolumeCandidate> volumes) {
    VolumeCandidate best = null;
    for (VolumeCandidate volume : volumes) {
      if (!volume.fits() && (best == null || distance(volume) < distance(best))) {
        best = volume;
      }
    }
    if (best == null || best.mismatches().size() > 2) {
      return "";
    }
    StringBuilder changes = new StringBuilder();
    for (VolumeCandidate.Mismatch mismatch : best.mismatches()) {
      changes.append(changes.isEmpty() ? "" : " and ").append(mismatch.change());
    }
    return changes + ", and " + Text.shorten(best.volume().name()) + " fits";
  }

  // What the author of a claim can write counts least, what must happen in the cluster most.
  private static int distance(VolumeCandidate volume) {
    int distance = 0;
    for (VolumeCandidate.Mismatch mismatch : volume.mismatches()) {
      distance +=
          switch (mismatch.criterion()) {
            case STORAGE_CLASS, ATTRIBUTES_CLASS, VOLUME_MODE, SIZE -> 10;
            case ACCESS_MODES, SELECTOR -> 11;
            case PHASE -> 25;
            case CLAIM_REFERENCE, DELETION -> 40;
          };
    }
    return distance;
  }

  static List<String> volumeNames(Inventory inventory) {
    return inventory.volumes().stream().map(PersistentVolume::name).toList();
  }

  private static List<String> classNames(Inventory inventory) {
    return inventory.storageClasses().stream().map(StorageClass::name).toList();
  }
}
