package dev.haetae.simulator;

import dev.haetae.inventory.HeldNodePort;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.Manifests;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.PlacedPod.HostPort;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.resource.DeviceClass;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolume.ClaimReference;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.StorageClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A world in which predictions have come true: volumes that are given to claims, nodes that are
 * filled with pods, node ports that are given to Services. What one object of the input takes, the
 * next cannot have.
 */
class ForeseenWorld implements Inventory {
  private final Inventory before;
  private final Inventory world;
  private final Map<String, PersistentVolume> given = new HashMap<>();
  private final Map<String, OfClass> byClass = new HashMap<>();
  private final Map<String, List<PersistentVolume>> byClaim = new HashMap<>();
  private final Map<String, List<PlacedPod>> users = new HashMap<>();
  private final Map<Integer, List<NodePortOwner>> ports = new HashMap<>();
  private final Set<String> accepted = new HashSet<>();
  private @Nullable List<NodeLoad> loads;

  /**
   * A world in which nothing has been foreseen.
   *
   * @param before without the input: it says who holds a node port
   * @param world with the input
   */
  ForeseenWorld(Inventory before, Inventory world) {
    this.before = before;
    this.world = world;
  }

  /** The volumes of a class, some of them given to claims. */
  private static final class OfClass {
    private final List<PersistentVolume> volumes;
    private final Map<String, Integer> places = new HashMap<>();

    OfClass(List<PersistentVolume> known) {
      volumes = new ArrayList<>(known);
      for (int i = 0; i < volumes.size(); i++) {
        places.put(volumes.get(i).name(), i);
      }
    }

    void replace(PersistentVolume volume) {
      Integer place = places.get(volume.name());
      if (place != null) {
        volumes.set(place, volume);
      }
    }
  }

  private static String key(String namespace, String name) {
    return namespace + '/' + name;
  }

  /** Gives a volume to a claim, for good. */
  void bind(PersistentVolume volume, PersistentVolumeClaim claim) {
    if (volume.claim() != null) {
      return;
    }
    PersistentVolume promised =
        new PersistentVolume(
            volume.name(),
            volume.uid(),
            volume.labels(),
            volume.terminating(),
            volume.phase(),
            volume.capacity(),
            volume.accessModes(),
            volume.storageClass(),
            volume.volumeAttributesClass(),
            volume.volumeMode(),
            new ClaimReference(claim.namespace(), claim.name(), ""),
            volume.nodeAffinity(),
            volume.source(),
            volume.reclaimPolicy());
    given.put(volume.name(), promised);
    byClass
        .computeIfAbsent(volume.storageClass(), name -> new OfClass(world.volumesByClass(name)))
        .replace(promised);
    byClaim
        .computeIfAbsent(
            key(claim.namespace(), claim.name()),
            _ -> new ArrayList<>(world.volumesPromisedTo(claim.namespace(), claim.name())))
        .add(promised);
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
    for (PodDemand.ClaimUse use : pod.claims()) {
      // Another name than its own, so that the next pod of its carrier sees a rival.
      users
          .computeIfAbsent(key(pod.namespace(), use.name()), _ -> new ArrayList<>(1))
          .add(
              new PlacedPod(
                  pod.namespace(),
                  pod.name() + "-placed",
                  load.node().name(),
                  false,
                  Map.of(),
                  Map.of(),
                  List.of(),
                  List.of(use.name())));
    }
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
    return new ForeseenWorld(this, this) {
      @Override
      public List<NodePortOwner> nodePortOwners(int port) {
        List<NodePortOwner> others = new ArrayList<>(ForeseenWorld.this.nodePortOwners(port));
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
  public void spend(long steps) {
    world.spend(steps);
  }

  @Override
  public boolean isClosed() {
    return world.isClosed();
  }

  @Override
  public @Nullable PersistentVolumeClaim claim(String namespace, String name) {
    return world.claim(namespace, name);
  }

  @Override
  public Collection<PersistentVolumeClaim> claims(String namespace) {
    return world.claims(namespace);
  }

  @Override
  public Collection<PersistentVolumeClaim> unboundClaims(String storageClass) {
    return world.unboundClaims(storageClass);
  }

  @Override
  public @Nullable PersistentVolume volume(String name) {
    PersistentVolume promised = given.get(name);
    return promised == null ? world.volume(name) : promised;
  }

  @Override
  public Collection<PersistentVolume> volumes() {
    if (given.isEmpty()) {
      return world.volumes();
    }
    // In order again, with those that are given in place of those that were free.
    TreeMap<String, PersistentVolume> volumes = new TreeMap<>();
    for (PersistentVolume volume : world.volumes()) {
      volumes.put(volume.name(), volume);
    }
    volumes.putAll(given);
    return volumes.values();
  }

  @Override
  public List<PersistentVolume> volumesByClass(String storageClass) {
    OfClass changed = byClass.get(storageClass);
    if (changed == null) {
      return world.volumesByClass(storageClass);
    }
    world.spend(changed.volumes.size());
    return changed.volumes;
  }

  @Override
  public List<PersistentVolume> volumesPromisedTo(String namespace, String claim) {
    List<PersistentVolume> changed = byClaim.get(key(namespace, claim));
    return changed == null ? world.volumesPromisedTo(namespace, claim) : changed;
  }

  @Override
  public List<PersistentVolume> volumesByHandle(String driver, String handle) {
    return world.volumesByHandle(driver, handle);
  }

  @Override
  public List<PersistentVolume> volumesOverlapping(NfsExport export) {
    return world.volumesOverlapping(export);
  }

  @Override
  public @Nullable StorageClass storageClass(String name) {
    return world.storageClass(name);
  }

  @Override
  public Collection<StorageClass> storageClasses() {
    return world.storageClasses();
  }

  @Override
  public @Nullable DeviceClass deviceClass(String name) {
    return world.deviceClass(name);
  }

  @Override
  public @Nullable Node node(String name) {
    return world.node(name);
  }

  @Override
  public Collection<Node> nodes() {
    return world.nodes();
  }

  @Override
  public List<NodeLoad> nodeLoads() {
    return loads == null ? world.nodeLoads() : loads;
  }

  @Override
  public List<PlacedPod> podsOn(String node) {
    return world.podsOn(node);
  }

  @Override
  public List<PlacedPod> podsUsing(String namespace, String claim) {
    List<PlacedPod> placed = users.get(key(namespace, claim));
    if (placed == null) {
      return world.podsUsing(namespace, claim);
    }
    List<PlacedPod> all = new ArrayList<>(world.podsUsing(namespace, claim));
    all.addAll(placed);
    return all;
  }

  @Override
  public @Nullable Map<String, String> namespaceLabels(String name) {
    return world.namespaceLabels(name);
  }

  @Override
  public @Nullable ServiceView service(String namespace, String name) {
    return world.service(namespace, name);
  }

  @Override
  public Collection<ServiceView> services(String namespace) {
    return world.services(namespace);
  }

  @Override
  public Manifests manifests() {
    return world.manifests();
  }
}
