package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.Criterion;
import dev.haetae.simulator.binding.DelayedClaims;
import dev.haetae.simulator.binding.DelayedClaims.Choice;
import dev.haetae.simulator.binding.FittingVolumes;
import dev.haetae.simulator.binding.VolumeBinding;
import dev.haetae.simulator.scheduling.PodDemand.ClaimUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The claims of a pod, and the nodes that they let it run on: first what must hold anywhere, then
 * node by node.
 *
 * <p>Mirrors the plugins VolumeRestrictions, VolumeBinding ({@code
 * pkg/scheduler/framework/plugins/volumebinding}) and VolumeZone. A claim that is about to be bound
 * counts as bound; a volume of equally likely ones may be any of them.
 */
final class PodClaims {
  private static final String ONE_POD = "ReadWriteOncePod";
  private static final List<String> ZONES =
      List.of(
          "topology.kubernetes.io/zone",
          "topology.kubernetes.io/region",
          "failure-domain.beta.kubernetes.io/zone",
          "failure-domain.beta.kubernetes.io/region");

  private final Inventory inventory;
  private final List<ClaimPrediction> predictions = new ArrayList<>(0);
  // A list for each bound claim that not every node reaches: the volumes it may be bound to.
  private final List<List<PersistentVolume>> bound = new ArrayList<>(0);
  private final DelayedClaims delayed;
  // The free volumes that the controller is about to give to claims of this pod.
  private final List<Choice> given = new ArrayList<>(0);
  private final Set<String> taken = new HashSet<>();
  private boolean volumeGone;
  private boolean zoned;
  private final List<PlacedPod> onePodUsers = new ArrayList<>(0);
  private boolean provisioning;
  private String failure = "";
  private String unseen = "";

  private PodClaims(Inventory inventory) {
    this.inventory = inventory;
    this.delayed = new DelayedClaims(inventory);
  }

  /** The claims of a pod. */
  static PodClaims of(PodDemand pod, Inventory inventory) {
    PodClaims claims = new PodClaims(inventory);
    if (!pod.claims().isEmpty()) {
      claims.read(pod);
    }
    return claims;
  }

  private void read(PodDemand pod) {
    // Two volumes of a pod may be one claim.
    Map<String, PersistentVolumeClaim> claims = new LinkedHashMap<>();
    for (ClaimUse use : pod.claims()) {
      PersistentVolumeClaim found = inventory.claim(pod.namespace(), use.name());
      PersistentVolumeClaim claim = found == null ? use.made() : found;
      if (claim == null) {
        notFound(use.name());
      } else {
        claims.putIfAbsent(use.name(), claim);
      }
    }
    for (PersistentVolumeClaim claim : claims.values()) {
      if (failure.isEmpty()) {
        checkUsable(claim);
      }
    }
    boolean unbound = false;
    for (PersistentVolumeClaim claim : claims.values()) {
      unbound |= !place(claim);
      if (claim.accessModes().contains(ONE_POD)) {
        addUsers(claim, pod);
      }
    }
    if (unbound && failure.isEmpty()) {
      failure = "pod has unbound immediate PersistentVolumeClaims";
    }
  }

  private void notFound(String name) {
    if (!inventory.isClosed()) {
      unseen = unseen.isEmpty() ? "PersistentVolumeClaim " + Text.quote(name) : unseen;
    } else if (failure.isEmpty()) {
      failure = "persistentvolumeclaim \"" + name + "\" not found";
    }
  }

  private void checkUsable(PersistentVolumeClaim claim) {
    if (claim.phase().equals("Lost")) {
      failure =
          "persistentvolumeclaim \""
              + claim.name()
              + "\" bound to non-existent persistentvolume \""
              + claim.volumeName()
              + '"';
    } else if (claim.terminating()) {
      failure = "persistentvolumeclaim \"" + claim.name() + "\" is being deleted";
    }
  }

  // Whether the claim is bound, or the scheduler's to bind.
  private boolean place(PersistentVolumeClaim claim) {
    ClaimPrediction prediction = VolumeBinding.predict(claim, inventory, taken);
    predictions.add(prediction);
    if (unseen.isEmpty()) {
      unseen = prediction.unseen();
    }
    return switch (prediction.outcome()) {
      case BOUND -> addBound(prediction);
      case LOST -> {
        volumeGone = true;
        yield true;
      }
      case WAITS_FOR_CONSUMER, PROVISIONING, PENDING -> addDelayed(prediction);
    };
  }

  private boolean addBound(ClaimPrediction prediction) {
    if (prediction.volume() != null) {
      List<PersistentVolume> volumes = new ArrayList<>(prediction.ties());
      volumes.addFirst(prediction.volume());
      if (prediction.volume().claim() == null && taken.add(prediction.volumeName())) {
        given.add(new Choice(prediction.claim(), prediction.volume()));
      }
      boolean anywhere = false;
      for (PersistentVolume volume : volumes) {
        boolean hasZone = hasZone(volume.labels());
        zoned |= hasZone;
        anywhere |= volume.nodeAffinity() == null && !hasZone;
      }
      if (!anywhere) {
        bound.add(volumes);
      }
    }
    return true;
  }

  private boolean addDelayed(ClaimPrediction prediction) {
    PersistentVolumeClaim claim = prediction.claim();
    StorageClass storageClass = inventory.storageClass(Criterion.classOf(claim));
    if (storageClass == null || !storageClass.waitsForConsumer() || !claim.volumeName().isEmpty()) {
      if (prediction.outcome() == ClaimPrediction.Outcome.PROVISIONING
          && inventory.isProvisioning(claim.namespace(), claim.name())) {
        provisioning = true;
        return true;
      }
      // In an open world what was not found may bind it yet.
      return !prediction.unseen().isEmpty();
    }
    delayed.add(claim, storageClass);
    return true;
  }

  private void addUsers(PersistentVolumeClaim claim, PodDemand pod) {
    for (PlacedPod user : inventory.podsUsing(claim.namespace(), claim.name())) {
      if (!user.node().isEmpty() && !user.name().equals(pod.name())) {
        onePodUsers.add(user);
      }
    }
  }

  /** Returns why the pod fails on every node before one is looked at; empty when it does not. */
  String failure() {
    return failure;
  }

  /** Returns what this hangs on and was not found in an open world; empty when it is certain. */
  String unseen() {
    return unseen;
  }

  /** Returns what becomes of the claims that were found, in the order of the pod's volumes. */
  List<ClaimPrediction> predictions() {
    return predictions;
  }

  /** The free volumes that the controller is about to give to claims, pod or no pod. */
  List<Choice> given() {
    return given;
  }

  /** The volumes that the scheduler chooses for claims with this node. */
  List<Choice> chosen(Node node) {
    delayed.choose(node);
    return delayed.choices();
  }

  /** Returns whether only one pod at a time may have a claim of this pod. */
  boolean onePodOnly() {
    for (ClaimPrediction prediction : predictions) {
      if (prediction.claim().accessModes().contains(ONE_POD)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether another pod than these has a claim that only one pod may have. */
  boolean onePodInUse(List<PlacedPod> gone) {
    return !onePodUsers.isEmpty() && !gone.containsAll(onePodUsers);
  }

  /** Returns what a node fails on, as bits of {@link NodeVerdict}. */
  long reject(Node node) {
    long verdict = volumeGone ? NodeVerdict.VOLUME_GONE : 0;
    inventory.spend(bound.size());
    if (!bound.isEmpty() && !reachesBound(node)) {
      verdict |= NodeVerdict.VOLUME_AFFINITY;
    }
    if (!delayed.isEmpty()) {
      verdict |=
          switch (delayed.choose(node)) {
            case BOUND -> 0;
            case PROVISIONING -> NodeVerdict.PROVISIONING;
            case REJECTED -> NodeVerdict.VOLUME_BINDING;
          };
    }
    if (zoned && (verdict & NodeVerdict.REJECTED) == 0 && !isInZone(node)) {
      verdict = NodeVerdict.VOLUME_ZONE;
    }
    if (provisioning && (verdict & NodeVerdict.REJECTED) == 0) {
      verdict = NodeVerdict.PROVISIONING;
    }
    return verdict;
  }

  private boolean reachesBound(Node node) {
    for (List<PersistentVolume> alternatives : bound) {
      boolean reached = false;
      for (PersistentVolume volume : alternatives) {
        reached |= FittingVolumes.isReached(volume, node);
      }
      if (!reached) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasZone(Map<String, String> labels) {
    for (String label : ZONES) {
      if (labels.containsKey(label)) {
        return true;
      }
    }
    return false;
  }

  private boolean isInZone(Node node) {
    if (!hasZone(node.labels())) {
      return true;
    }
    for (List<PersistentVolume> alternatives : bound) {
      boolean reached = false;
      for (PersistentVolume volume : alternatives) {
        reached |= isInZone(node.labels(), volume.labels());
      }
      if (!reached) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInZone(Map<String, String> node, Map<String, String> volume) {
    for (String label : ZONES) {
      String zones = volume.get(label);
      if (zones == null) {
        continue;
      }
      String here = node.get(label);
      if (here == null) {
        here = node.get(label.replace("failure-domain.beta", "topology"));
      }
      if (here == null || !List.of(zones.split("__", -1)).contains(here)) {
        return false;
      }
    }
    return true;
  }
}
