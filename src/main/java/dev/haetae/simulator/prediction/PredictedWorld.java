package dev.haetae.simulator.prediction;

import dev.haetae.inventory.HeldNodePort;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.Manifests;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.PlacedPod.HostPort;
import dev.haetae.inventory.PodRequests;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Node;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.simulator.binding.BoundWorld;
import dev.haetae.simulator.scheduling.KubeletAdmission;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodRelations;
import dev.haetae.simulator.scheduling.devices.DynamicResources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A world in which predictions have come true: volumes are given to claims, nodes are filled with
 * pods, node ports are given to Services. What one object of the input takes, the next cannot have.
 */
final class PredictedWorld extends BoundWorld {
  // No kubelet runs more; absurd nodes of absurd input are not to fill the memory.
  private static final int MOST_OF_A_NODE = 1_000;

  private final Inventory before;
  private final Map<String, List<PlacedPod>> users = new HashMap<>();
  private final Map<String, List<PlacedPod>> placedByNode = new HashMap<>();
  // In groups of those that are alike.
  private final Map<String, List<Collection<PlacedPod>>> placedByNamespace = new HashMap<>();
  private final List<Collection<PlacedPod>> placedKeepingOff = new ArrayList<>(0);
  private final Map<Integer, List<NodePortOwner>> ports = new HashMap<>();
  private final Set<String> accepted = new HashSet<>();
  private final Map<String, Resource> allocated = new LinkedHashMap<>();
  private final Map<String, List<PlacedPod>> admitted = new HashMap<>();
  private @Nullable List<NodeLoad> loads;

  /**
   * A world in which nothing has been predicted yet.
   *
   * @param before without the input: it says who holds a node port
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
    PlacedPod one = PodRelations.placed(pod, pod.name() + "-placed", load.node().name(), claims);
    for (String claim : claims) {
      users.computeIfAbsent(key(pod.namespace(), claim), _ -> new ArrayList<>(1)).add(one);
    }
    List<PlacedPod> all = Collections.nCopies(Math.min(times, MOST_OF_A_NODE), one);
    placedByNode.computeIfAbsent(one.node(), _ -> new ArrayList<>()).addAll(all);
    placedByNamespace.computeIfAbsent(one.namespace(), _ -> new ArrayList<>()).add(all);
    if (!one.standing().keepsOff().isEmpty()) {
      placedKeepingOff.add(all);
    }
  }

  /** Gives a resource claim its devices; one of a name that is there already is another pod's. */
  void allocate(Resource claim) {
    String key = key(claim.namespace(), claim.name());
    boolean made = super.object(DynamicResources.CLAIM, claim.namespace(), claim.name()) == null;
    allocated.put(made ? key + '/' + allocated.size() : key, claim);
  }

  @Override
  public @Nullable Resource object(GroupKind kind, String namespace, String name) {
    Resource claim =
        kind.equals(DynamicResources.CLAIM) ? allocated.get(key(namespace, name)) : null;
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
      if (kind.equals(DynamicResources.CLAIM)) {
        all.addAll(claims);
      }
      return all;
    }

    @Override
    public @Nullable Resource find(GroupKind kind, String namespace, String name) {
      return known.find(kind, namespace, name);
    }
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
              PlacedPod.Standing.NONE));
    }
    return admission;
  }

  /** Gives a Service its node ports, and takes those away that it had before. */
  void accept(ServiceView service) {
    accepted.add(key(service.resource().namespace(), service.resource().name()));
    for (HeldNodePort held : HeldNodePort.of(service)) {
      ports.computeIfAbsent(held.port(), _ -> new ArrayList<>(1)).add(held.owner());
    }
  }

  /** This world as one Service sees it, which is no rival of its own. */
  Inventory without(ServiceView service) {
    String self = key(service.resource().namespace(), service.resource().name());
    return new BoundWorld(this) {
      @Override
      public List<NodePortOwner> nodePortOwners(int port) {
        List<NodePortOwner> others = new ArrayList<>(super.nodePortOwners(port));
        others.removeIf(owner -> key(owner.namespace(), owner.name()).equals(self));
        return others;
      }
    };
  }

  @Override
  public List<NodePortOwner> nodePortOwners(int port) {
    List<NodePortOwner> owners = new ArrayList<>(ports.getOrDefault(port, List.of()));
    for (NodePortOwner owner : before.nodePortOwners(port)) {
      if (!accepted.contains(key(owner.namespace(), owner.name()))) {
        owners.add(owner);
      }
    }
    return owners;
  }

  @Override
  public List<NodeLoad> nodeLoads() {
    return loads == null ? super.nodeLoads() : loads;
  }

  @Override
  public List<PlacedPod> podsOn(String node) {
    return with(super.podsOn(node), placedByNode.getOrDefault(node, List.of()));
  }

  @Override
  public Collection<Collection<PlacedPod>> placedPods(String namespace) {
    return with(super.placedPods(namespace), placedByNamespace.getOrDefault(namespace, List.of()));
  }

  @Override
  public Collection<Collection<PlacedPod>> podsKeepingOff(String namespace) {
    List<Collection<PlacedPod>> placed = new ArrayList<>(0);
    for (Collection<PlacedPod> alike : placedKeepingOff) {
      if (alike.iterator().next().mayKeepOff(namespace)) {
        placed.add(alike);
      }
    }
    return with(super.podsKeepingOff(namespace), placed);
  }

  private static <T> List<T> with(Collection<T> there, List<T> placed) {
    List<T> all = new ArrayList<>(there);
    all.addAll(placed);
    return all;
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
