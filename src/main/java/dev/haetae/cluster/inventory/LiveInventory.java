package dev.haetae.cluster.inventory;

import dev.haetae.cluster.client.Freshness;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.UnreadableObjects;
import dev.haetae.resource.DeviceClass;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.StorageClass;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The world as the API server tells it: an index for each kind that follows its changes, of records
 * that keep only what rules read.
 *
 * <p>Reading takes no lock. Each kind is written by one thread, the one that follows it. The world
 * is open until every kind has been read once that is always followed, and closed from then on,
 * also while the API server is away: what was not there then is not there. Of a kind that is
 * followed on demand, or may not be read, see {@link #follows}.
 *
 * <p>An object that is there and cannot be read is neither: see {@link Inventory}.
 */
public final class LiveInventory implements Inventory {
  /** The time for which a node port is held for a Service that is being created. */
  static final Duration RESERVATION = Duration.ofSeconds(10);

  private final Map<InventoryKind, Freshness> freshness = new EnumMap<>(InventoryKind.class);
  private final NodeLoadSums loads = new NodeLoadSums();
  private final NamespaceIndex namespaces;
  private final NodeIndex nodes;
  private final ClassIndex<StorageClass> storageClasses;
  private final ClassIndex<DeviceClass> deviceClasses;
  private final VolumeIndex volumes;
  private final ClaimIndex claims;
  private final ServiceIndex services;
  private final PodIndex pods;
  private final Map<InventoryKind, KindMemory> memories = new EnumMap<>(InventoryKind.class);
  private final UnreadableObjects unreadableNamespaces;
  private final UnreadableObjects unreadableNodes;
  private final UnreadableObjects unreadableClasses;
  private final UnreadableObjects unreadableDeviceClasses;
  private final UnreadableObjects unreadableVolumes;
  private final UnreadableObjects unreadableClaims;
  private final UnreadableObjects unreadableServices;
  private final UnreadableObjects unreadablePods;
  private final OtherKinds others = new OtherKinds();
  private volatile boolean closed;

  /**
   * A world of which nothing is known yet.
   *
   * @param clock tells how old it is, and when a reservation has lapsed
   */
  public LiveInventory(InstantSource clock) {
    this(clock, Runtime.getRuntime().maxMemory());
  }

  /**
   * A world of which nothing is known yet.
   *
   * @param heap of which it may take a part, in bytes
   */
  LiveInventory(InstantSource clock, long heap) {
    for (InventoryKind kind : InventoryKind.values()) {
      freshness.put(kind, new Freshness(clock));
    }
    CompactRecords compact = new CompactRecords();
    this.namespaces = new NamespaceIndex(compact);
    this.nodes = new NodeIndex(compact, loads);
    this.storageClasses = new ClassIndex<>(StorageClass::of);
    this.deviceClasses = new ClassIndex<>(DeviceClass::of);
    this.volumes = new VolumeIndex(compact);
    this.claims = new ClaimIndex(compact);
    this.services = new ServiceIndex(compact, new NodePortReservations(clock, RESERVATION));
    this.pods = new PodIndex(compact, loads);
    this.unreadableNamespaces = remembering(InventoryKind.NAMESPACE, namespaces, heap);
    this.unreadableNodes = remembering(InventoryKind.NODE, nodes, heap);
    this.unreadableClasses = remembering(InventoryKind.STORAGE_CLASS, storageClasses, heap);
    this.unreadableDeviceClasses = remembering(InventoryKind.DEVICE_CLASS, deviceClasses, heap);
    this.unreadableVolumes = remembering(InventoryKind.PERSISTENT_VOLUME, volumes, heap);
    this.unreadableClaims = remembering(InventoryKind.PERSISTENT_VOLUME_CLAIM, claims, heap);
    this.unreadableServices = remembering(InventoryKind.SERVICE, services, heap);
    this.unreadablePods = remembering(InventoryKind.POD, pods, heap);
    for (InventoryKind kind : InventoryKind.values()) {
      if (!memories.containsKey(kind)) {
        ObjectIndex index = new ObjectIndex();
        var _ = remembering(kind, index, heap);
        others.add(kind, index, memory(kind));
      }
    }
  }

  private UnreadableObjects remembering(InventoryKind kind, KindIndex index, long heap) {
    UnreadableObjects unreadable = new UnreadableObjects(kind.word());
    memories.put(
        kind, new KindMemory(kind.isCore(), index, unreadable, new MemoryPool(kind.size(heap))));
    return unreadable;
  }

  /** Returns how far the memory of a kind can be trusted. */
  Freshness freshness(InventoryKind kind) {
    return Objects.requireNonNull(freshness.get(kind));
  }

  /** Returns where the objects of a kind are kept; for one thread at a time to write. */
  KindMemory memory(InventoryKind kind) {
    return Objects.requireNonNull(memories.get(kind));
  }

  /** Returns whether a kind has been read, or is known not to be for us. */
  boolean isSettled(InventoryKind kind) {
    return freshness(kind).isSynced() || !memory(kind).withheld().isEmpty();
  }

  // Asked by every review: a kind that has been read is never unread again, so once is enough.
  @Override
  public boolean isClosed() {
    return closed || hasBecomeClosed();
  }

  private boolean hasBecomeClosed() {
    for (InventoryKind kind : InventoryKind.values()) {
      if (!kind.isOnDemand() && !isSettled(kind)) {
        return false;
      }
    }
    closed = true;
    return true;
  }

  @Override
  public @Nullable Age oldest() {
    InventoryKind oldest = InventoryKind.POD;
    for (InventoryKind kind : InventoryKind.values()) {
      if ((kind.isCore() || memory(kind).isKnown())
          && freshness(kind).lastWord().isBefore(freshness(oldest).lastWord())) {
        oldest = kind;
      }
    }
    return new Age(oldest.word(), freshness(oldest).age());
  }

  @Override
  public @Nullable PersistentVolumeClaim claim(String namespace, String name) {
    PersistentVolumeClaim found = claims.claim(namespace, name);
    if (found == null) {
      unreadableClaims.require(namespace, name);
      // It may have become readable between the two.
      return claims.claim(namespace, name);
    }
    return found;
  }

  @Override
  public Collection<PersistentVolumeClaim> claims(String namespace) {
    return claims.claims(namespace);
  }

  @Override
  public Collection<PersistentVolumeClaim> unboundClaims(String storageClass) {
    return claims.unbound(storageClass);
  }

  @Override
  public @Nullable PersistentVolume volume(String name) {
    PersistentVolume found = volumes.volume(name);
    if (found == null) {
      unreadableVolumes.require("", name);
      return volumes.volume(name);
    }
    return found;
  }

  // None may have been unreadable meanwhile.
  private static <T> T whole(UnreadableObjects unreadable, Supplier<T> lookUp) {
    unreadable.requireAll();
    T found = lookUp.get();
    unreadable.requireAll();
    return found;
  }

  @Override
  public Collection<PersistentVolume> volumes() {
    return whole(unreadableVolumes, () -> volumes.volumes());
  }

  @Override
  public List<PersistentVolume> volumesByClass(String storageClass) {
    return whole(unreadableVolumes, () -> volumes.ofClass(storageClass));
  }

  @Override
  public List<PersistentVolume> volumesPromisedTo(String namespace, String claim) {
    return whole(unreadableVolumes, () -> volumes.promisedTo(namespace, claim));
  }

  @Override
  public List<PersistentVolume> volumesByHandle(String driver, String handle) {
    return whole(unreadableVolumes, () -> volumes.ofHandle(driver, handle));
  }

  @Override
  public List<PersistentVolume> volumesOverlapping(NfsExport export) {
    return whole(unreadableVolumes, () -> volumes.overlapping(export));
  }

  @Override
  public @Nullable StorageClass storageClass(String name) {
    StorageClass found = storageClasses.find(name);
    if (found == null) {
      unreadableClasses.require("", name);
      return storageClasses.find(name);
    }
    return found;
  }

  @Override
  public @Nullable DeviceClass deviceClass(String name) {
    DeviceClass found = deviceClasses.find(name);
    if (found == null) {
      unreadableDeviceClasses.require("", name);
      return deviceClasses.find(name);
    }
    return found;
  }

  @Override
  public Collection<StorageClass> storageClasses() {
    return whole(unreadableClasses, storageClasses::all);
  }

  @Override
  public @Nullable Node node(String name) {
    Node found = nodes.node(name);
    if (found == null) {
      unreadableNodes.require("", name);
      return nodes.node(name);
    }
    return found;
  }

  @Override
  public Collection<Node> nodes() {
    return whole(unreadableNodes, nodes::nodes);
  }

  @Override
  public List<NodeLoad> nodeLoads() {
    return whole(unreadableNodes, () -> loads.of(nodes, pods));
  }

  @Override
  public List<PlacedPod> podsOn(String node) {
    return pods.on(node);
  }

  @Override
  public Collection<Collection<PlacedPod>> placedPods() {
    return pods.placed();
  }

  @Override
  public Collection<Collection<PlacedPod>> placedPods(String namespace) {
    return pods.placed(namespace);
  }

  @Override
  public Collection<Collection<PlacedPod>> podsKeepingOff(String namespace) {
    return pods.keepingOff(namespace);
  }

  @Override
  public List<PlacedPod> podsUsing(String namespace, String claim) {
    unreadablePods.requireAllOf(namespace);
    List<PlacedPod> found = pods.using(namespace, claim);
    unreadablePods.requireAllOf(namespace);
    return found;
  }

  @Override
  public List<NodePortOwner> nodePortOwners(int port) {
    return services.nodePortOwners(port);
  }

  @Override
  public boolean reserveNodePort(int port, String service) {
    return services.reserveNodePort(port, service);
  }

  @Override
  public @Nullable ServiceView service(String namespace, String name) {
    ServiceView found = services.service(namespace, name);
    if (found == null) {
      unreadableServices.require(namespace, name);
      return services.service(namespace, name);
    }
    return found;
  }

  @Override
  public Collection<ServiceView> services(String namespace) {
    return services.services(namespace);
  }

  @Override
  public @Nullable Map<String, String> namespaceLabels(String name) {
    Map<String, String> found = namespaces.labels(name);
    if (found == null) {
      unreadableNamespaces.require("", name);
      return namespaces.labels(name);
    }
    return found;
  }

  @Override
  public @Nullable Resource object(GroupKind kind, String namespace, String name) {
    return others.find(kind, namespace, name);
  }

  @Override
  public Collection<Resource> objects(GroupKind kind, String namespace) {
    return others.in(kind, namespace);
  }

  @Override
  public boolean follows(GroupKind kind) {
    return others.areKnown(kind);
  }
}
