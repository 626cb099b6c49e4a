package dev.haetae.rule.storage;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.StorageClass;
import dev.haetae.resource.Text;
import dev.haetae.resource.VolumeView;
import dev.haetae.simulator.ClaimPrediction;
import dev.haetae.simulator.ClaimPrediction.Outcome;
import dev.haetae.simulator.VolumeBinding;
import dev.haetae.simulator.VolumeCandidate;
import java.util.ArrayList;
import java.util.List;
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

  /** The outlook of a claim in a world. */
  static ClaimOutlook of(PersistentVolumeClaim claim, Inventory inventory) {
    ClaimPrediction prediction = VolumeBinding.predict(claim, inventory);
    if (prediction.outcome() == Outcome.WAITS_FOR_CONSUMER) {
      return atItsConsumer(prediction, inventory);
    }
    return new ClaimOutlook(
        prediction, volumes(prediction), prediction.provisioner(), prediction.unseen());
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

  // Mirrors FindMatchingVolume as the scheduler's volume binder calls it: for each node the
  // smallest volume that it reaches. One that is reached from everywhere leaves the larger ones
  // no chance.
  private static ClaimOutlook atItsConsumer(ClaimPrediction prediction, Inventory inventory) {
    List<PersistentVolume> fitting = new ArrayList<>();
    PersistentVolume everywhere = null;
    for (VolumeCandidate candidate : VolumeBinding.explain(prediction.claim(), inventory)) {
      PersistentVolume volume = candidate.volume();
      if (candidate.fits()) {
        fitting.add(volume);
        if (volume.nodeAffinity() == null
            && (everywhere == null || volume.capacity().compareTo(everywhere.capacity()) < 0)) {
          everywhere = volume;
        }
      }
    }
    if (everywhere != null) {
      PersistentVolume bound = everywhere;
      fitting.removeIf(volume -> volume.capacity().compareTo(bound.capacity()) > 0);
    }
    StorageClass storageClass = storageClass(prediction, inventory);
    boolean provisions = storageClass != null && storageClass.provisions();
    String provisioner =
        everywhere == null && storageClass != null && provisions ? storageClass.provisioner() : "";
    boolean open = fitting.isEmpty() && !provisions && !inventory.isClosed();
    return new ClaimOutlook(
        prediction, fitting, provisioner, open ? "other PersistentVolumes" : "");
  }

  private static @Nullable StorageClass storageClass(
      ClaimPrediction prediction, Inventory inventory) {
    String name = prediction.claim().storageClass();
    return name == null ? null : inventory.storageClass(name);
  }

  /** What the claim does with one of the volumes: {@code claim "a" binds to …}. */
  String sentence(PersistentVolumeClaim claim, PersistentVolume volume) {
    return "claim "
        + quote(claim.name())
        + ' '
        + verb()
        + " PersistentVolume "
        + quote(volume.name());
  }

  /** A name or path in quotes, so short that several fit into a message. */
  static String quote(String text) {
    return '"' + Text.shorten(text, 32) + '"';
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

  /**
   * The claim of a generic {@code ephemeral} volume: the one that was made for it, else the one its
   * template will make; {@code *} stands in its name for what is not known before.
   */
  static PersistentVolumeClaim ephemeral(PodView pod, VolumeView volume, Inventory inventory) {
    Resource carrier = pod.carrier();
    String owner = pod.isPod() ? carrier.displayName() : carrier.name() + "-*";
    String name = owner + '-' + volume.name();
    PersistentVolumeClaim made = pod.isPod() ? inventory.claim(carrier.namespace(), name) : null;
    return made != null
        ? made
        : PersistentVolumeClaim.ofTemplate(
            volume.source("ephemeral").object("volumeClaimTemplate"), carrier.namespace(), name);
  }

  /** The claim of a StatefulSet's first pod: the one that is there, else the one to be made. */
  static PersistentVolumeClaim first(
      ObjectView template, Resource statefulSet, Inventory inventory) {
    long ordinal = statefulSet.view().object("spec").object("ordinals").integer("start", 0);
    String name =
        template.object("metadata").text("name") + '-' + statefulSet.name() + '-' + ordinal;
    PersistentVolumeClaim made = inventory.claim(statefulSet.namespace(), name);
    return made != null
        ? made
        : PersistentVolumeClaim.ofTemplate(template, statefulSet.namespace(), name);
  }
}
