package dev.haetae.simulator.binding;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import dev.haetae.simulator.binding.ClaimPrediction.Cause;
import dev.haetae.simulator.binding.ClaimPrediction.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Predicts the claims of pods that come one after the other, as those of a StatefulSet do: the
 * claims of one pod are bound together, and a volume that one claim gets no other can have.
 *
 * <p>Wherever the pods run: which node reaches which volume is {@link DelayedClaims}'s business.
 */
public final class ClaimSequence {
  private final Inventory inventory;
  private final BoundWorld world;
  private final Map<String, Kind> kinds = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /**
   * Claims that the same volumes fit: nothing but their names tells them apart.
   *
   * @param alone what becomes of the first of them, were there no other claim
   * @param volumes what they take one after the other
   */
  private record Kind(ClaimPrediction alone, FittingVolumes volumes) {}

  /** A sequence in a world, which stays as it is. */
  public ClaimSequence(Inventory inventory) {
    this.inventory = inventory;
    world = new BoundWorld(inventory);
  }

  /** The world in which the claims that were asked for have their volumes. */
  public Inventory world() {
    return world;
  }

  /**
   * Returns what becomes of the claims of the next pod once it is there, in their order: none of
   * them waits for its consumer. The controller binds what waits for no pod; then the scheduler
   * binds the others, the smallest first.
   *
   * @param claims of one namespace, none twice
   */
  public List<ClaimPrediction> next(List<PersistentVolumeClaim> claims) {
    Map<String, ClaimPrediction> predictions = new HashMap<>();
    List<DelayedClaim> delayed = new ArrayList<>(0);
    for (PersistentVolumeClaim claim : claims) {
      ClaimPrediction prediction = immediate(claim);
      predictions.put(claim.name(), prediction);
      if (prediction.outcome() == Outcome.WAITS_FOR_CONSUMER) {
        delayed.add(delayed(claim, prediction));
      }
    }
    delayed.sort(null);
    for (DelayedClaim claim : delayed) {
      predictions.put(claim.claim().name(), atItsConsumer(claim));
    }
    List<ClaimPrediction> inOrder = new ArrayList<>(claims.size());
    for (PersistentVolumeClaim claim : claims) {
      inOrder.add(Objects.requireNonNull(predictions.get(claim.name())));
    }
    return inOrder;
  }

  /**
   * Returns whether a claim that no volume is left for could have had one, had claims before it
   * taken others that are just as good to them.
   */
  public boolean isOutOfLuck(PersistentVolumeClaim claim) {
    Set<String> byChance = new HashSet<>();
    for (Kind kind : kinds.values()) {
      kind.volumes.addTakenByChance(taken, byChance);
    }
    for (PersistentVolume volume : kind(claim).volumes.all()) {
      if (byChance.contains(volume.name())) {
        return true;
      }
    }
    return false;
  }

  private ClaimPrediction immediate(PersistentVolumeClaim claim) {
    if (claim.wasBound()
        || !claim.volumeName().isEmpty()
        || !inventory.volumesPromisedTo(claim.namespace(), claim.name()).isEmpty()) {
      return keep(VolumeBinding.predict(claim, world));
    }
    Kind kind = kind(claim);
    if (kind.alone.outcome() != Outcome.BOUND) {
      return like(kind.alone, claim, kind.alone.outcome(), kind.alone.cause(), null);
    }
    PersistentVolume volume = kind.volumes.take(taken, null);
    return keep(
        volume == null
            ? VolumeBinding.predict(claim, inventory, taken)
            : like(kind.alone, claim, Outcome.BOUND, Cause.VOLUME_MATCHES, volume));
  }

  // An old claim without a class gets the default one once no volume without a class is left.
  private DelayedClaim delayed(PersistentVolumeClaim claim, ClaimPrediction prediction) {
    boolean waits = kind(claim).alone.outcome() == Outcome.WAITS_FOR_CONSUMER;
    PersistentVolumeClaim waiting = waits ? claim : prediction.claim();
    StorageClass storageClass = inventory.storageClass(Criterion.classOf(prediction.claim()));
    return new DelayedClaim(
        waiting, kind(waiting).volumes, Objects.requireNonNull(storageClass, "it waits for none"));
  }

  private ClaimPrediction atItsConsumer(DelayedClaim delayed) {
    PersistentVolumeClaim claim = delayed.claim();
    ClaimPrediction alone = kind(claim).alone;
    PersistentVolume volume = delayed.choose(taken, null);
    if (volume != null) {
      return keep(like(alone, claim, Outcome.BOUND, Cause.VOLUME_MATCHES, volume));
    }
    return delayed.storageClass().provisions()
        ? like(alone, claim, Outcome.PROVISIONING, Cause.PROVISIONER, null)
        : like(alone, claim, Outcome.PENDING, Cause.NO_PROVISIONER, null);
  }

  private Kind kind(PersistentVolumeClaim claim) {
    String name = FittingVolumes.kind(claim, inventory);
    Kind kind = kinds.get(name);
    if (kind == null) {
      ClaimPrediction alone = VolumeBinding.predict(claim, inventory);
      kind =
          new Kind(
              alone,
              alone.outcome() == Outcome.WAITS_FOR_CONSUMER
                  ? FittingVolumes.ofDelayed(alone.claim(), inventory)
                  : FittingVolumes.ofImmediate(alone.claim(), inventory));
      kinds.put(name, kind);
    }
    return kind;
  }

  private ClaimPrediction keep(ClaimPrediction prediction) {
    PersistentVolume volume = prediction.volume();
    if (prediction.outcome() == Outcome.BOUND && volume != null && volume.claim() == null) {
      taken.add(volume.name());
      world.bind(volume, prediction.claim());
    }
    return prediction;
  }

  private ClaimPrediction like(
      ClaimPrediction alone,
      PersistentVolumeClaim claim,
      Outcome outcome,
      Cause cause,
      @Nullable PersistentVolume volume) {
    String admitted = alone.claim().storageClass();
    boolean pending = outcome == Outcome.PENDING && !inventory.isClosed();
    return new ClaimPrediction(
        admitted == null ? claim : claim.withStorageClass(admitted),
        alone.classDefaulted(),
        outcome,
        cause,
        volume,
        List.of(),
        null,
        alone.provisioner(),
        pending && alone.unseen().isEmpty() ? "other PersistentVolumes" : alone.unseen());
  }
}
