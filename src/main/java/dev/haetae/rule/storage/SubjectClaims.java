package dev.haetae.rule.storage;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.VolumeView;
import dev.haetae.simulator.binding.ClaimContest;
import dev.haetae.simulator.binding.ClaimContest.Displaced;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.ClaimPrediction.Outcome;
import dev.haetae.simulator.binding.ClaimSequence;
import dev.haetae.simulator.binding.VolumeBinding;
import dev.haetae.simulator.scheduling.Replicas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The claims that a subject is, mounts and makes: judged together, and with those that are pending
 * in the world, since a volume that one of them gets no other can have.
 */
final class SubjectClaims {
  // As many ordinals as anybody has; claims beyond are taken to be made yet.
  private static final int MOST_ORDINALS = 1000;

  private final Resource subject;
  private final Inventory inventory;
  private @Nullable ClaimContest contest;
  // Of claims without a volume, by namespace and name.
  private final Map<String, ClaimOutlook> outlooks = new HashMap<>(0);
  private final IdentityHashMap<PodView, Together> together = new IdentityHashMap<>(2);

  /** What becomes of the claims of one pod when they are bound together, by their names. */
  private record Together(Map<String, ClaimPrediction> predictions, ClaimSequence sequence) {}

  /**
   * A claim of a pod that stays Pending since the pod's other claims have the volumes that fit it.
   *
   * @param world the world in which they have them
   */
  record LeftOver(ClaimPrediction prediction, Inventory world) {}

  /** The claims of a subject. */
  SubjectClaims(Resource subject, Inventory inventory) {
    this.subject = subject;
    this.inventory = inventory;
  }

  /** The claim that the subject is, or is to be. */
  PersistentVolumeClaim itself() {
    return VolumeBinding.claim(subject, inventory);
  }

  /** The claim that a pod mounts by its name; null when it is not found. */
  @Nullable PersistentVolumeClaim mounted(PodView pod, VolumeView volume) {
    return inventory.claim(pod.carrier().namespace(), volume.claimName());
  }

  /**
   * The claim of a generic {@code ephemeral} volume: the one that was made for it, else the one its
   * template will make; {@code *} stands in its name for what is not known before.
   */
  PersistentVolumeClaim ephemeral(PodView pod, VolumeView volume) {
    Resource carrier = pod.carrier();
    String owner = pod.isPod() ? carrier.displayName() : carrier.name() + "-*";
    String name = owner + '-' + volume.name();
    PersistentVolumeClaim made = pod.isPod() ? inventory.claim(carrier.namespace(), name) : null;
    return made != null
        ? made
        : PersistentVolumeClaim.ofTemplate(
            volume.source(ClaimPlace.EPHEMERAL).object("volumeClaimTemplate"),
            carrier.namespace(),
            name);
  }

  /**
   * The claims that a StatefulSet's template makes: those of its replicas that are there, and of
   * those to be made the first, which stands for the others.
   */
  List<PersistentVolumeClaim> ofTemplate(ObjectView template) {
    List<PersistentVolumeClaim> claims = new ArrayList<>(1);
    PersistentVolumeClaim toBeMade = null;
    long start = subject.view().object("spec").object("ordinals").integer("start", 0);
    long replicas = replicas();
    for (long i = 0; i < Math.min(replicas, MOST_ORDINALS); i++) {
      String name =
          template.object("metadata").text("name") + '-' + subject.name() + '-' + (start + i);
      PersistentVolumeClaim made = inventory.claim(subject.namespace(), name);
      if (made != null) {
        claims.add(made);
      } else if (toBeMade == null) {
        toBeMade = PersistentVolumeClaim.ofTemplate(template, subject.namespace(), name);
        claims.add(toBeMade);
      }
    }
    return claims;
  }

  // Of a StatefulSet.
  private long replicas() {
    return Math.max(1, subject.view().object("spec").integer("replicas", 1));
  }

  /** What becomes of one of the claims, whichever of them and of the world's come first. */
  ClaimOutlook outlook(PersistentVolumeClaim claim) {
    if (claim.wasBound()) {
      return ClaimOutlook.of(claim, this::contest, inventory);
    }
    String name = claim.namespace() + '/' + claim.name();
    ClaimOutlook known = outlooks.get(name);
    if (known == null) {
      known = ClaimOutlook.of(claim, this::contest, inventory);
      outlooks.put(name, known);
    }
    return known;
  }

  /** Whether the claim is made with the subject, or is the subject. */
  boolean isNew(PersistentVolumeClaim claim) {
    return !claim.wasBound()
        && (subject.groupKind().equals(GroupKind.PERSISTENT_VOLUME_CLAIM) || !isThere(claim));
  }

  /**
   * A claim that a pod waits for, to which the subject's new claims may leave an unwanted volume;
   * null when there is none.
   */
  @Nullable Displaced displaced(Predicate<PersistentVolume> unwanted) {
    return contest().displaced(unwanted);
  }

  private ClaimContest contest() {
    ClaimContest known = contest;
    if (known == null) {
      known = new ClaimContest(inventory);
      addAll(known);
      contest = known;
    }
    return known;
  }

  private void addAll(ClaimContest all) {
    if (subject.groupKind().equals(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
      all.addNew(itself(), 1);
    }
    if (subject.groupKind().equals(GroupKind.STATEFUL_SET)) {
      for (ObjectView template : subject.view().object("spec").objects("volumeClaimTemplates")) {
        addTemplate(template, all);
      }
    }
    for (PodView pod : subject.pods()) {
      long copies = copies(pod);
      for (VolumeView volume : pod.volumes()) {
        if (volume.has(ClaimPlace.CLAIM)) {
          PersistentVolumeClaim claim = mounted(pod, volume);
          if (claim != null) {
            all.add(claim);
          }
        } else if (volume.has(ClaimPlace.EPHEMERAL)) {
          PersistentVolumeClaim claim = ephemeral(pod, volume);
          if (isThere(claim)) {
            all.add(claim);
          } else {
            all.addNew(claim, copies);
          }
        }
      }
    }
  }

  private void addTemplate(ObjectView template, ClaimContest all) {
    List<PersistentVolumeClaim> claims = ofTemplate(template);
    long missing = replicas() - claims.size() + 1;
    for (PersistentVolumeClaim claim : claims) {
      if (isThere(claim)) {
        all.add(claim);
      } else {
        all.addNew(claim, missing);
      }
    }
  }

  private boolean isThere(PersistentVolumeClaim claim) {
    return inventory.claim(claim.namespace(), claim.name()) != null;
  }

  // How many pods of this spec have claims of their own at once.
  private long copies(PodView pod) {
    return pod.carrier().groupKind().equals(GroupKind.DAEMON_SET)
        ? Math.max(1, inventory.nodes().size())
        : Math.max(1, Replicas.of(pod));
  }

  /**
   * Whether a claim of a pod stays Pending, wherever the pod runs, since its other claims have the
   * volumes; null when there is one for it, or could be.
   */
  @Nullable LeftOver leftOver(PodView pod, PersistentVolumeClaim claim) {
    Together known = together.get(pod);
    if (known == null) {
      known = bindTogether(pod);
      together.put(pod, known);
    }
    ClaimPrediction prediction = known.predictions.get(claim.name());
    return prediction == null
            || prediction.outcome() != Outcome.PENDING
            || known.sequence.isOutOfLuck(claim)
        ? null
        : new LeftOver(prediction, known.sequence.world());
  }

  private Together bindTogether(PodView pod) {
    Map<String, PersistentVolumeClaim> claims = new LinkedHashMap<>();
    if (subject.groupKind().equals(GroupKind.STATEFUL_SET)) {
      for (ObjectView template : subject.view().object("spec").objects("volumeClaimTemplates")) {
        PersistentVolumeClaim first = ofTemplate(template).getFirst();
        claims.putIfAbsent(first.name(), first);
      }
    }
    for (VolumeView volume : pod.volumes()) {
      PersistentVolumeClaim claim =
          volume.has(ClaimPlace.CLAIM)
              ? mounted(pod, volume)
              : volume.has(ClaimPlace.EPHEMERAL) ? ephemeral(pod, volume) : null;
      if (claim != null) {
        claims.putIfAbsent(claim.name(), claim);
      }
    }
    ClaimSequence sequence = new ClaimSequence(inventory);
    Map<String, ClaimPrediction> predictions = new HashMap<>();
    for (ClaimPrediction prediction : sequence.next(List.copyOf(claims.values()))) {
      predictions.put(prediction.claim().name(), prediction);
    }
    return new Together(predictions, sequence);
  }
}
