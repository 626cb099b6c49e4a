package dev.haetae.simulator.binding;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.StorageClass;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.binding.ClaimPrediction.Cause;
import dev.haetae.simulator.binding.ClaimPrediction.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Predicts what the persistent volume controller does with a claim.
 *
 * <p>Mirrors {@code syncUnboundClaim}, {@code syncBoundClaim} and {@code provisionClaim} of {@code
 * pkg/controller/volume/persistentvolume/pv_controller.go}, {@code index.go} beside it, and the
 * admission of the default class before them. What surprises there, each seen on a real control
 * plane:
 *
 * <ul>
 *   <li>Volumes are searched set by set of access modes, the sets with the fewest modes first and
 *       sets of equal length in no fixed order. A volume that is promised to the claim wins within
 *       its own set only; the smallest capacity decides within a set only.
 *   <li>A promised volume must be large enough, of the volume mode and not being deleted; its
 *       class, its labels and its phase do not count.
 *   <li>A claim that names its volume binds past selector and phase, with sizes rounded up to whole
 *       bytes; past every check when the volume's claimRef names it.
 * </ul>
 *
 * <p>Claims that are still to be bound are predicted one by one, as if each were alone; those that
 * are bound together are {@link ClaimSequence}'s and {@link ClaimContest}'s.
 */
public final class VolumeBinding {
  private static final int LONGEST_NAME = 80; // the message around it has 256 characters

  private VolumeBinding() {}

  /**
   * The claim that an object is. The manifest of a claim that is there already is that claim, whose
   * volume only the world knows.
   */
  public static PersistentVolumeClaim claim(Resource object, Inventory inventory) {
    PersistentVolumeClaim written = PersistentVolumeClaim.of(object);
    PersistentVolumeClaim applied = inventory.claim(written.namespace(), written.name());
    return written.uid().isEmpty() && applied != null && isLive(applied) ? applied : written;
  }

  // Two manifests of one name are each a claim of their own.
  private static boolean isLive(PersistentVolumeClaim claim) {
    return !claim.uid().isEmpty() || !claim.phase().isEmpty() || claim.bindCompleted();
  }

  /**
   * Returns what becomes of a claim in a world.
   *
   * @param claim as it is written, new or already there; it need not be in the world
   */
  public static ClaimPrediction predict(PersistentVolumeClaim claim, Inventory inventory) {
    return predict(claim, inventory, Set.of());
  }

  /**
   * The same where some of the free volumes are about to be others'.
   *
   * @param taken their names
   */
  public static ClaimPrediction predict(
      PersistentVolumeClaim claim, Inventory inventory, Set<String> taken) {
    if (claim.wasBound()) {
      return bound(claim, inventory);
    }
    boolean isNew = claim.uid().isEmpty();
    PersistentVolumeClaim admitted = isNew ? DefaultStorageClass.admit(claim, inventory) : claim;
    boolean defaulted = admitted.storageClass() != null && claim.storageClass() == null;
    if (!admitted.volumeName().isEmpty()) {
      return named(admitted, defaulted, inventory);
    }
    Builder prediction = new Builder(admitted, defaulted, inventory);
    prediction.taken = taken;
    return prediction.search() ? prediction.matched() : unmatched(prediction, isNew);
  }

  private static ClaimPrediction bound(PersistentVolumeClaim claim, Inventory inventory) {
    Builder prediction = new Builder(claim, false, inventory);
    PersistentVolume volume = inventory.volume(claim.volumeName());
    if (volume == null) {
      if (inventory.isClosed() || claim.volumeName().isEmpty() || claim.phase().equals("Lost")) {
        return prediction.end(Outcome.LOST, Cause.VOLUME_GONE);
      }
      return prediction
          .unseen("PersistentVolume", claim.volumeName())
          .end(Outcome.BOUND, Cause.ALREADY_BOUND);
    }
    prediction.volume = volume;
    boolean mine = volume.claim() == null || belongsTo(claim, volume.claim());
    return mine
        ? prediction.end(Outcome.BOUND, Cause.ALREADY_BOUND)
        : prediction.end(Outcome.LOST, Cause.VOLUME_MISBOUND);
  }

  // The controller compares uids; a saved inventory may have lost the claim's.
  private static boolean belongsTo(
      PersistentVolumeClaim claim, PersistentVolume.ClaimReference reference) {
    return claim.uid().isEmpty()
        ? reference.name().equals(claim.name()) && reference.namespace().equals(claim.namespace())
        : reference.names(claim);
  }

  private static ClaimPrediction named(
      PersistentVolumeClaim claim, boolean defaulted, Inventory inventory) {
    Builder prediction = new Builder(claim, defaulted, inventory);
    PersistentVolume volume = inventory.volume(claim.volumeName());
    if (volume == null) {
      return prediction
          .unseen("PersistentVolume", claim.volumeName())
          .end(Outcome.PENDING, Cause.VOLUME_NOT_FOUND);
    }
    prediction.volume = volume;
    if (volume.claim() != null) {
      return volume.claim().names(claim)
          ? prediction.end(Outcome.BOUND, Cause.VOLUME_NAMED)
          : prediction.end(Outcome.PENDING, Cause.VOLUME_TAKEN);
    }
    prediction.mismatch = VolumeFit.named(claim, volume);
    return prediction.mismatch == null
        ? prediction.end(Outcome.BOUND, Cause.VOLUME_NAMED)
        : prediction.end(Outcome.PENDING, Cause.VOLUME_MISMATCH);
  }

  private static ClaimPrediction unmatched(Builder prediction, boolean isNew) {
    PersistentVolumeClaim claim = prediction.claim;
    Inventory inventory = prediction.inventory;
    if (!isNew && claim.storageClass() == null) {
      // An old claim without a class gets the default one once no volume without a class fits.
      PersistentVolumeClaim admitted = DefaultStorageClass.admit(claim, inventory);
      if (admitted.storageClass() != null) {
        Builder again = new Builder(admitted, true, inventory);
        again.taken = prediction.taken;
        return again.search() ? again.matched() : unmatched(again, isNew);
      }
    }
    String name = Criterion.classOf(claim);
    if (name.isEmpty()) {
      return prediction
          .unseenVolumes(claim.storageClass() == null ? " and a default StorageClass" : "")
          .end(Outcome.PENDING, Cause.NO_CLASS);
    }
    StorageClass storageClass = inventory.storageClass(name);
    if (storageClass == null) {
      return prediction.unseen("StorageClass", name).end(Outcome.PENDING, Cause.CLASS_NOT_FOUND);
    }
    if (storageClass.waitsForConsumer() && claim.selectedNode().isEmpty()) {
      return prediction.end(Outcome.WAITS_FOR_CONSUMER, Cause.BINDING_MODE);
    }
    prediction.provisioner = storageClass.provisioner();
    return storageClass.provisions()
        ? prediction.end(Outcome.PROVISIONING, Cause.PROVISIONER)
        : prediction.unseenVolumes("").end(Outcome.PENDING, Cause.NO_PROVISIONER);
  }

  /**
   * Every volume of the world with what the claim fails on, by name; of a claim that names its
   * volume, that one only. Slower than {@link #predict}: for those who read the answer.
   */
  public static List<VolumeCandidate> explain(PersistentVolumeClaim claim, Inventory inventory) {
    PersistentVolumeClaim admitted = predict(claim, inventory).claim();
    Collection<PersistentVolume> volumes = inventory.volumes();
    if (!admitted.volumeName().isEmpty()) {
      PersistentVolume named = inventory.volume(admitted.volumeName());
      volumes = named == null ? List.of() : List.of(named);
    }
    List<VolumeCandidate> candidates = new ArrayList<>(volumes.size());
    for (PersistentVolume volume : volumes) {
      candidates.add(VolumeFit.explain(admitted, volume));
    }
    return candidates;
  }

  /** Collects a prediction; finds the volumes that match. */
  private static final class Builder {
    private final PersistentVolumeClaim claim;
    private final boolean defaulted;
    private final Inventory inventory;
    private @Nullable PersistentVolume volume;
    private Set<String> taken = Set.of();
    private List<PersistentVolume> ties = List.of();
    private @Nullable Criterion mismatch;
    private String provisioner = "";
    private String unseen = "";

    Builder(PersistentVolumeClaim claim, boolean defaulted, Inventory inventory) {
      this.claim = claim;
      this.defaulted = defaulted;
      this.inventory = inventory;
    }

    Builder unseen(String kind, String name) {
      if (!inventory.isClosed()) {
        unseen = kind + ' ' + Text.quote(Text.shorten(name, LONGEST_NAME));
      }
      return this;
    }

    Builder unseenVolumes(String alternative) {
      if (!inventory.isClosed()) {
        unseen = "other PersistentVolumes" + alternative;
      }
      return this;
    }

    ClaimPrediction end(Outcome outcome, Cause cause) {
      return new ClaimPrediction(
          claim, defaulted, outcome, cause, volume, ties, mismatch, provisioner, unseen);
    }

    ClaimPrediction matched() {
      boolean promised = volume != null && volume.claim() != null;
      return end(Outcome.BOUND, promised ? Cause.VOLUME_PROMISED : Cause.VOLUME_MATCHES);
    }

    boolean search() {
      String name = Criterion.classOf(claim);
      StorageClass storageClass = inventory.storageClass(name);
      // The scheduler binds what waits for its consumer, except to a volume that is promised.
      boolean delayed = storageClass != null && storageClass.waitsForConsumer();
      VolumeSearch search = new VolumeSearch(claim, taken);
      if (!delayed) {
        search.addAll(inventory.volumesByClass(name));
      }
      search.addPromised(inventory.volumesPromisedTo(claim.namespace(), claim.name()));
      List<PersistentVolume> winners = search.winners();
      if (winners.isEmpty()) {
        return false;
      }
      volume = winners.getFirst();
      ties = winners.subList(1, winners.size());
      return true;
    }
  }
}
