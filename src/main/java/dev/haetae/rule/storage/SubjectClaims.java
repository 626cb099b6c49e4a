package dev.haetae.rule.storage;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.VolumeView;
import dev.haetae.simulator.binding.ClaimContest;
import dev.haetae.simulator.binding.ClaimContest.Displaced;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.ClaimPrediction.Outcome;
import dev.haetae.simulator.binding.ClaimReach;
import dev.haetae.simulator.binding.ClaimSequence;
import dev.haetae.simulator.binding.Ordinals;
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
  private final Resource subject;
  private final Inventory inventory;
  private @Nullable ClaimContest contest;
  // Of claims without a volume, by namespace and name.
  private final Map<String, ClaimReach> reaches = new HashMap<>(0);
  private final IdentityHashMap<PodView, Together> together = new IdentityHashMap<>(2);

  /** The predictions for the claims of one pod that are bound together, by the claims' names. */
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
  PersistentVolumeClaim ephemeral(PodView pod, ClaimTemplate template) {
    Resource carrier = pod.carrier();
    String owner = pod.isPod() ? carrier.displayName() : carrier.name() + "-*";
    String name = template.claimName(owner);
    PersistentVolumeClaim made = pod.isPod() ? inventory.claim(carrier.namespace(), name) : null;
    return made != null ? made : template.claim(carrier.namespace(), name);
  }

  /** The claim that a pod's volume stands for; null when it is none, or is not found. */
  private @Nullable PersistentVolumeClaim ofVolume(PodView pod, VolumeView volume) {
    if (volume.isClaim()) {
      return mounted(pod, volume);
    }
    ClaimTemplate template = ClaimTemplate.of(volume);
    return template == null ? null : ephemeral(pod, template);
  }

  /**
   * The claims that a StatefulSet's template makes: those of its replicas that are there, and of
   * those to be made the first, which stands for the others.
   */
  List<PersistentVolumeClaim> ofTemplate(ClaimTemplate template) {
    List<PersistentVolumeClaim> claims = new ArrayList<>(1);
    boolean allThere = true;
    Ordinals ordinals = Ordinals.of(subject);
    for (long i = 0; i < Math.clamp(ordinals.replicas(), 1, Ordinals.MOST); i++) {
      String name = template.claimName(ordinals.podName(i));
      PersistentVolumeClaim made = inventory.claim(subject.namespace(), name);
      if (made != null) {
        claims.add(made);
      } else if (allThere) {
        allThere = false;
        claims.add(template.claim(subject.namespace(), name));
      }
    }
    return claims;
  }

  /** Returns the reach of one of the claims, whichever of them and of the world's come first. */
  ClaimReach reach(PersistentVolumeClaim claim) {
    if (claim.wasBound()) {
      return ClaimReach.of(claim, this::contest, inventory);
    }
    String name = claim.namespace() + '/' + claim.name();
    ClaimReach known = reaches.get(name);
    if (known == null) {
      known = ClaimReach.of(claim, this::contest, inventory);
      reaches.put(name, known);
    }
    return known;
  }

  /** Returns whether the claim is made with the subject, or is the subject. */
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
    for (ClaimTemplate template : ClaimTemplate.ofSet(subject)) {
      addTemplate(template, all);
    }
    for (PodView pod : subject.pods()) {
      long copies = copies(pod);
      for (VolumeView volume : pod.volumes()) {
        PersistentVolumeClaim claim = ofVolume(pod, volume);
        if (claim != null) {
          add(claim, copies, all);
        }
      }
    }
  }

  private void addTemplate(ClaimTemplate template, ClaimContest all) {
    List<PersistentVolumeClaim> claims = ofTemplate(template);
    long missing = Math.max(1, Ordinals.of(subject).replicas()) - claims.size() + 1;
    for (PersistentVolumeClaim claim : claims) {
      add(claim, missing, all);
    }
  }

  private void add(PersistentVolumeClaim claim, long copies, ClaimContest all) {
    if (isThere(claim)) {
      all.add(claim);
    } else {
      all.addNew(claim, copies);
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
   * Returns whether a claim of a pod stays Pending, wherever the pod runs, since its other claims
   * have the volumes; null when there is one for it, or could be.
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
    for (ClaimTemplate template : ClaimTemplate.ofSet(subject)) {
      PersistentVolumeClaim first = ofTemplate(template).getFirst();
      claims.putIfAbsent(first.name(), first);
    }
    for (VolumeView volume : pod.volumes()) {
      PersistentVolumeClaim claim = ofVolume(pod, volume);
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
