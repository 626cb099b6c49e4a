package dev.haetae.cluster;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod;
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
import org.jspecify.annotations.Nullable;

/**
 * The world as the API server tells it: an index for each kind that follows its changes, of records
 * that keep only what rules read.
 *
 * <p>Reading takes no lock. Each kind is written by one thread, the one that follows it. The world
 * is open until every kind has been read once, and closed from then on, also while the API server
 * is away: what was not there then is not there.
 */
public final class LiveInventory implements Inventory {
  /** How long a node port is held for a Service that is being created. */
  static final Duration RESERVATION = Duration.ofSeconds(10);

  private final Map<InventoryKind, Freshness> freshness = new EnumMap<>(InventoryKind.class);
  private final NodeLoadSums loads = new NodeLoadSums();
  private final NamespaceIndex namespaces;
  private final NodeIndex nodes;
  private final StorageClassIndex storageClasses;
  private final VolumeIndex volumes;
  private final ClaimIndex claims;
  private final ServiceIndex services;
  private final PodIndex pods;
  private volatile boolean closed;

  /**
   * A world of which nothing is known yet.
   *
   * @param clock tells how old it is, and when a reservation has lapsed
   */
  public LiveInventory(InstantSource clock) {
    for (InventoryKind kind : InventoryKind.values()) {
      freshness.put(kind, new Freshness(clock));
    }
    CompactRecords compact = new CompactRecords();
    this.namespaces = new NamespaceIndex(compact);
    this.nodes = new NodeIndex(compact, loads);
    this.storageClasses = new StorageClassIndex();
    this.volumes = new VolumeIndex(compact);
    this.claims = new ClaimIndex(compact);
    this.services = new ServiceIndex(compact, new NodePortReservations(clock, RESERVATION));
    this.pods = new PodIndex(compact, loads);
  }

  /** How far the memory of a kind can be trusted. */
  Freshness freshness(InventoryKind kind) {
    return Objects.requireNonNull(freshness.get(kind));
  }

  /** How many objects of a kind are in memory. */
  int count(InventoryKind kind) {
    return index(kind).count();
  }

  /** Where the objects of a kind are kept; for one thread at a time. */
  KindWatch.Memory memory(InventoryKind kind) {
    return index(kind);
  }

  private KindIndex index(InventoryKind kind) {
    return switch (kind) {
      case NAMESPACE -> namespaces;
      case NODE -> nodes;
      case STORAGE_CLASS -> storageClasses;
      case PERSISTENT_VOLUME -> volumes;
      case PERSISTENT_VOLUME_CLAIM -> claims;
      case SERVICE -> services;
      case POD -> pods;
    };
  }

  // Asked by every review: a kind that has been read is never unread again, so once is enough.
  @Override
  public boolean isClosed() {
    return closed || hasBecomeClosed();
  }

  private boolean hasBecomeClosed() {
    for (Freshness one : freshness.values()) {
      if (!one.isSynced()) {
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
      if (freshness(kind).lastWord().isBefore(freshness(oldest).lastWord())) {
        oldest = kind;
      }
    }
    return new Age(oldest.word(), freshness(oldest).age());
  }

  @Override
  public @Nullable PersistentVolumeClaim claim(String namespace, String name) {
    return claims.claim(namespace, name);
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
    return volumes.volume(name);
  }

  @Override
  public Collection<PersistentVolume> volumes() {
    return volumes.volumes();
  }

  @Override
  public List<PersistentVolume> volumesByClass(String storageClass) {
    return volumes.ofClass(storageClass);
  }

  @Override
  public List<PersistentVolume> volumesPromisedTo(String namespace, String claim) {
    return volumes.promisedTo(namespace, claim);
  }

  @Override
  public List<PersistentVolume> volumesByHandle(String driver, String handle) {
    return volumes.ofHandle(driver, handle);
  }

  @Override
  public List<PersistentVolume> volumesOverlapping(NfsExport export) {
    return volumes.overlapping(export);
  }

  @Override
  public @Nullable StorageClass storageClass(String name) {
    return storageClasses.storageClass(name);
  }

  @Override
  public Collection<StorageClass> storageClasses() {
    return storageClasses.classes();
  }

  @Override
  public @Nullable Node node(String name) {
    return nodes.node(name);
  }

  @Override
  public Collection<Node> nodes() {
    return nodes.nodes();
  }

  @Override
  public List<NodeLoad> nodeLoads() {
    return loads.of(nodes, pods);
  }

  @Override
  public List<PlacedPod> podsOn(String node) {
    return pods.on(node);
  }

  @Override
  public List<PlacedPod> podsUsing(String namespace, String claim) {
    return pods.using(namespace, claim);
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
    return services.service(namespace, name);
  }

  @Override
  public Collection<ServiceView> services(String namespace) {
    return services.services(namespace);
  }

  @Override
  public @Nullable Map<String, String> namespaceLabels(String name) {
    return namespaces.labels(name);
  }

  /** None: whole objects are not kept. */
  @Override
  public List<Resource> manifests(GroupKind kind) {
    return List.of();
  }
}
