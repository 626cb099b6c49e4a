package dev.haetae.simulator.prediction;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.Manifests;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.PlacedPod.HostPort;
import dev.haetae.inventory.PodRequests;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.simulator.binding.BoundWorld;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.ClaimSequence;
import dev.haetae.simulator.binding.ProvisionerRefusal;
import dev.haetae.simulator.scheduling.KubeletAdmission;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodRelations;
import dev.haetae.simulator.scheduling.preemption.Preemption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A world in which predictions have come true: volumes are given to claims, nodes are filled with
 * pods. What one object of the input takes, the next cannot have.
 */
final class PredictedWorld extends BoundWorld {
  /** The node of pods that no node is known for, in an open world without any. */
  static final String UNSEEN_NODE = "*";

  private final Inventory before;
  private final Map<String, List<PlacedPod>> users = new HashMap<>();
  private final Set<String> evicted = new HashSet<>();
  private final PlacedPods placed = new PlacedPods();
  private final Map<String, Resource> allocated = new LinkedHashMap<>();
  private final Set<String> provisioning = new HashSet<>();
  private final Map<String, ProvisionerRefusal> refusals = new HashMap<>();
  private final Map<String, String> firstNodes = new HashMap<>();
  private final Map<String, SortedSet<String>> choices = new HashMap<>();
  private final Map<String, List<PlacedPod>> admitted = new HashMap<>();
  private @Nullable List<NodeLoad> loads;

  /**
   * A world in which nothing has been predicted yet.
   *
   * @param before without the input: it says which pods a kubelet has
   * @param world with the input
   */
  PredictedWorld(Inventory before, Inventory world) {
    super(world);
    this.before = before;
  }

  /** Puts {@code times} pods on the {@code index}-th node of {@link #nodeLoads()}. */
  void place(PodDemand pod, int index, int times) {
    List<NodeLoad> known = nodeLoads();
    if (loads == null) {
      known = new ArrayList<>(known);
      loads = known;
    }
    NodeLoad load = known.get(index);
    ResourceAmounts.Sum requested = new ResourceAmounts.Sum();
    requested.add(load.requested(), 1);
    requested.add(pod.requests(), times);
    List<HostPort> hostPorts = new ArrayList<>(load.hostPorts());
    hostPorts.addAll(pod.hostPorts());
    known.set(
        index,
        new NodeLoad(
            load.node(),
            load.allocatable(),
            requested.build(),
            (int) Math.min(Integer.MAX_VALUE, (long) load.pods() + times),
            hostPorts));
    // Another name than its own, so that the next pod of its carrier sees a rival.
    List<String> claims = pod.claims().stream().map(PodDemand.ClaimUse::name).toList();
    String node = load.node().name();
    PlacedPod one = PodRelations.placed(pod, pod.name() + "-placed", node, claims);
    for (String claim : claims) {
      firstNodes.putIfAbsent(key(pod.namespace(), claim), node);
      users.computeIfAbsent(key(pod.namespace(), claim), _ -> new ArrayList<>(1)).add(one);
    }
    placed.add(one, times);
  }

  /** Gives a resource claim its devices; one of a name that is there already is another pod's. */
  void allocate(Resource claim) {
    String key = key(claim.namespace(), claim.name());
    boolean made = super.object(GroupKind.RESOURCE_CLAIM, claim.namespace(), claim.name()) == null;
    allocated.put(made ? key + '/' + allocated.size() : key, claim);
  }

  @Override
  public @Nullable Resource object(GroupKind kind, String namespace, String name) {
    Resource claim =
        kind.equals(GroupKind.RESOURCE_CLAIM) ? allocated.get(key(namespace, name)) : null;
    return claim == null ? super.object(kind, namespace, name) : claim;
  }

  @Override
  public Manifests manifests() {
    Manifests known = super.manifests();
    return allocated.isEmpty() ? known : new WithClaims(known, List.copyOf(allocated.values()));
  }

  private record WithClaims(Manifests known, List<Resource> claims) implements Manifests {
    @Override
    public List<Resource> of(GroupKind kind) {
      List<Resource> all = new ArrayList<>(known.of(kind));
      if (kind.equals(GroupKind.RESOURCE_CLAIM)) {
        all.addAll(claims);
      }
      return all;
    }

    @Override
    public @Nullable Resource find(GroupKind kind, String namespace, String name) {
      return known.find(kind, namespace, name);
    }
  }

  /** Lets a volume be made for a new claim of the input, which nobody has waited for yet. */
  void provision(PersistentVolumeClaim claim) {
    provisioning.add(key(claim));
  }

  /** Notes that a provisioner will make no volume for a claim. */
  void refuse(PersistentVolumeClaim claim, ProvisionerRefusal why) {
    refusals.put(key(claim), why);
  }

  /** Returns why no volume is made for a claim; null when one may be. */
  @Nullable ProvisionerRefusal refusal(String namespace, String claim) {
    return refusals.get(key(namespace, claim));
  }

  @Override
  public boolean isProvisioning(String namespace, String claim) {
    return provisioning.contains(key(namespace, claim));
  }

  /** Returns whether no node is in the input, and there may be some all the same. */
  boolean isWithoutNodes() {
    return !isClosed() && nodes().isEmpty();
  }

  /** Lets the claims of a pod bind that will run on a node which is not in the input. */
  void placeUnseen(PodDemand pod) {
    Map<String, PersistentVolumeClaim> claims = new LinkedHashMap<>();
    for (PodDemand.ClaimUse use : pod.claims()) {
      PersistentVolumeClaim found = claim(pod.namespace(), use.name());
      PersistentVolumeClaim claim = found == null ? use.made() : found;
      if (claim != null) {
        claims.putIfAbsent(use.name(), claim);
      }
    }
    for (ClaimPrediction then : new ClaimSequence(this).next(List.copyOf(claims.values()))) {
      if (then.outcome() == ClaimPrediction.Outcome.BOUND && then.volume() != null) {
        bind(then.volume(), then.claim());
      }
    }
    claims.values().forEach(claim -> firstNodes.putIfAbsent(key(claim), UNSEEN_NODE));
  }

  private static String key(PersistentVolumeClaim claim) {
    return key(claim.namespace(), claim.name());
  }

  /** The node of the first pod of the input that mounts a claim; null when there is none. */
  @Nullable String firstNode(PersistentVolumeClaim claim) {
    return firstNodes.get(key(claim));
  }

  /** Notes a volume that the scheduler may choose for a claim. */
  void offer(PersistentVolumeClaim claim, PersistentVolume volume) {
    choices.computeIfAbsent(key(claim), _ -> new TreeSet<>()).add(volume.name());
  }

  /** The volumes that the scheduler may choose for a claim, by name. */
  SortedSet<String> choices(PersistentVolumeClaim claim) {
    return choices.getOrDefault(key(claim), new TreeSet<>());
  }

  /**
   * Has the kubelet of a node admit a pod that was put there past the scheduler, beside those that
   * were there before and those of the input that it has admitted.
   */
  KubeletAdmission admit(PodView pod, PodDemand demand, Node node) {
    List<PlacedPod> here = admitted.computeIfAbsent(node.name(), _ -> new ArrayList<>());
    List<PlacedPod> others = new ArrayList<>(here);
    for (PlacedPod other : before.podsOn(node.name())) {
      boolean same =
          key(other.namespace(), other.name()).equals(key(demand.namespace(), demand.name()));
      if (!pod.isPod() || !same) {
        others.add(other);
      }
    }
    KubeletAdmission admission = KubeletAdmission.predict(demand, node, others, this);
    if (admission.reasons().isEmpty()) {
      here.add(
          new PlacedPod(
              demand.namespace(),
              demand.name(),
              node.name(),
              false,
              Map.of(),
              PodRequests.of(pod),
              demand.hostPorts(),
              List.of(),
              PlacedPod.Standing.NONE,
              null,
              0));
    }
    return admission;
  }

  /** Takes pods off their node for one that runs there in their place. */
  void evict(Preemption preemption) {
    for (PlacedPod victim : preemption.victims()) {
      evicted.add(key(victim.namespace(), victim.name()));
    }
    List<NodeLoad> known = new ArrayList<>(nodeLoads());
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i).node().name().equals(preemption.node())) {
        known.set(i, without(known.get(i), preemption.victims()));
      }
    }
    loads = known;
  }

  private static NodeLoad without(NodeLoad load, List<PlacedPod> gone) {
    ResourceAmounts.Sum requested = new ResourceAmounts.Sum();
    requested.add(load.requested(), 1);
    List<HostPort> hostPorts = new ArrayList<>(load.hostPorts());
    for (PlacedPod pod : gone) {
      requested.add(ResourceAmounts.of(pod.requests()), -1);
      pod.hostPorts().forEach(hostPorts::remove);
    }
    return new NodeLoad(
        load.node(), load.allocatable(), requested.build(), load.pods() - gone.size(), hostPorts);
  }

  private boolean isThere(PlacedPod pod) {
    return !evicted.contains(key(pod.namespace(), pod.name()));
  }

  private List<PlacedPod> present(Collection<PlacedPod> pods) {
    return evicted.isEmpty() && pods instanceof List<PlacedPod> all
        ? all
        : pods.stream().filter(this::isThere).toList();
  }

  private Collection<Collection<PlacedPod>> presentOf(Collection<Collection<PlacedPod>> groups) {
    if (evicted.isEmpty()) {
      return groups;
    }
    List<Collection<PlacedPod>> left = new ArrayList<>();
    for (Collection<PlacedPod> group : groups) {
      List<PlacedPod> rest = present(group);
      if (!rest.isEmpty()) {
        left.add(rest);
      }
    }
    return left;
  }

  @Override
  public List<NodeLoad> nodeLoads() {
    return loads == null ? super.nodeLoads() : loads;
  }

  @Override
  public List<PlacedPod> podsOn(String node) {
    return PlacedPods.with(present(super.podsOn(node)), placed.on(node));
  }

  @Override
  public Collection<Collection<PlacedPod>> placedPods() {
    return PlacedPods.with(super.placedPods(), placed.all());
  }

  @Override
  public Collection<Collection<PlacedPod>> placedPods(String namespace) {
    return PlacedPods.with(presentOf(super.placedPods(namespace)), placed.in(namespace));
  }

  @Override
  public Collection<Collection<PlacedPod>> podsKeepingOff(String namespace) {
    return PlacedPods.with(
        presentOf(super.podsKeepingOff(namespace)), placed.keepingOff(namespace));
  }

  @Override
  public List<PlacedPod> podsUsing(String namespace, String claim) {
    List<PlacedPod> placed = users.get(key(namespace, claim));
    if (placed == null) {
      return super.podsUsing(namespace, claim);
    }
    List<PlacedPod> all = new ArrayList<>(super.podsUsing(namespace, claim));
    all.addAll(placed);
    return all;
  }
}
