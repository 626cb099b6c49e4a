package dev.haetae.simulator.prediction;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.ClaimPrediction.Outcome;
import dev.haetae.simulator.binding.Criterion;
import dev.haetae.simulator.binding.ProvisionerRefusal;
import dev.haetae.simulator.binding.VolumeBinding;
import dev.haetae.simulator.binding.VolumeCandidate;
import dev.haetae.simulator.prediction.Prediction.Candidate;
import dev.haetae.simulator.prediction.Prediction.Change;
import dev.haetae.simulator.prediction.Prediction.Identity;
import dev.haetae.simulator.prediction.Prediction.Subject;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The predictor of claims, with every volume that could be theirs. */
final class ClaimPredictor {
  private final PredictedWorld world;
  private final Spelling spelling;
  private final Predicate<String> makesNfs;
  private final FirstConsumers consumers;

  /**
   * A predictor in a world.
   *
   * @param makesNfs whether a provisioner makes volumes on NFS
   * @param consumers gets the claims that wait for their first consumer
   */
  ClaimPredictor(
      PredictedWorld world,
      Spelling spelling,
      Predicate<String> makesNfs,
      FirstConsumers consumers) {
    this.world = world;
    this.spelling = spelling;
    this.makesNfs = makesNfs;
    this.consumers = consumers;
  }

  /** Predicts a claim and gives it the volume it binds to. */
  Prediction predict(PersistentVolumeClaim claim, Identity object, String path) {
    ClaimPrediction prediction = VolumeBinding.predict(claim, world);
    List<VolumeCandidate> volumes = VolumeBinding.explain(claim, world);
    List<Candidate> candidates = volumes.stream().map(ClaimPredictor::candidate).toList();
    if (prediction.outcome() == Outcome.BOUND && prediction.volume() != null) {
      world.bind(prediction.volume(), prediction.claim());
    }
    @Nullable ProvisionerRefusal refusal = refusal(prediction, volumes);
    if (prediction.outcome() == Outcome.PROVISIONING && refusal == null && claim.uid().isEmpty()) {
      world.provision(claim);
    }
    if (refusal != null) {
      world.refuse(claim, refusal);
    }
    boolean good = isGood(prediction.outcome()) && refusal == null;
    Prediction predicted =
        new Prediction(
            object,
            path,
            Subject.CLAIM,
            new Prediction.Outcome(prediction.outcome().word(), good, prediction.outcome().verb()),
            explanation(prediction, refusal),
            change(prediction, refusal, volumes),
            prediction.unseen(),
            prediction.volumeName(),
            List.of(),
            List.of(),
            candidates);
    if (prediction.outcome() == Outcome.WAITS_FOR_CONSUMER && refusal == null) {
      consumers.add(predicted, claim);
    }
    return predicted;
  }

  // The control plane asks the provisioner, and leaves it at that; no volume comes of it.
  private @Nullable ProvisionerRefusal refusal(
      ClaimPrediction prediction, List<VolumeCandidate> volumes) {
    StorageClass storageClass =
        switch (prediction.outcome()) {
          case PROVISIONING, WAITS_FOR_CONSUMER ->
              world.storageClass(Criterion.classOf(prediction.claim()));
          case BOUND, PENDING, LOST -> null;
        };
    if (storageClass == null || !makesNfs.test(storageClass.provisioner())) {
      return null;
    }
    for (VolumeCandidate volume : volumes) {
      if (volume.fits()) {
        return null;
      }
    }
    return ProvisionerRefusal.of(prediction.claim());
  }

  private static String explanation(
      ClaimPrediction prediction, @Nullable ProvisionerRefusal refusal) {
    return refusal == null
        ? prediction.explanation()
        : prediction.explanation()
            + ", but the provisioner makes none and the claim stays Pending: "
            + refusal.reason();
  }

  private Change change(
      ClaimPrediction prediction,
      @Nullable ProvisionerRefusal refusal,
      List<VolumeCandidate> volumes) {
    if (refusal != null) {
      return Change.of(refusal.change());
    }
    return isGood(prediction.outcome()) ? Change.NONE : Change.of(change(prediction, volumes));
  }

  private static Candidate candidate(VolumeCandidate volume) {
    return new Candidate(
        volume.volume().name(),
        volume.fits(),
        volume.reason(),
        volume.detail(),
        false,
        volume.changes(),
        volume.distance());
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
      if (!volume.fits() && (best == null || volume.distance() < best.distance())) {
        best = volume;
      }
    }
    if (best == null || best.mismatches().size() > 2) {
      return "";
    }
    return String.join(" and ", best.changes())
        + ", and "
        + Text.shorten(best.volume().name())
        + " fits";
  }

  private static List<String> volumeNames(Inventory inventory) {
    return inventory.volumes().stream().map(PersistentVolume::name).toList();
  }

  private static List<String> classNames(Inventory inventory) {
    return inventory.storageClasses().stream().map(StorageClass::name).toList();
  }
}
