package dev.haetae.cluster;

import dev.haetae.inventory.Exports;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.Node;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolume.ClaimReference;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.StorageClass;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The world as the API server tells it: indexes that follow its changes, of records that keep only
 * what rules read.
 *
 * <p>Reading takes no lock. Each kind is written by one thread, the one that follows it. The world
 * is open until every kind has been read once, and closed from then on, also while the API server
 * is away: what was not there then is not there.
 */
public final class LiveInventory implements Inventory {
  /** How long a node port is held for a Service that is being created. */
  static final Duration RESERVATION = Duration.ofSeconds(10);

  private static final Comparator<PlacedPod> BY_NAMESPACE_AND_NAME =
      Comparator.comparing(PlacedPod::namespace).thenComparing(PlacedPod::name);
  private static final Comparator<NodePortOwner> BY_OWNER =
      Comparator.comparing(NodePortOwner::namespace)
          .thenComparing(NodePortOwner::name)
          .thenComparing(NodePortOwner::field);

  private record Key(String namespace, String name) {}

  private record Handle(String driver, String handle) {}

  private record NodeLoads(long version, List<NodeLoad> loads) {}

  private record KnownLoad(NodeLoad load, List<PlacedPod> pods) {}

  private final Map<InventoryKind, Freshness> freshness = new EnumMap<>(InventoryKind.class);
  private final CompactRecords compact = new CompactRecords();
  private final NodePortReservations reservations;

  private final ConcurrentMap<String, ConcurrentSkipListMap<String, PersistentVolumeClaim>> claims =
      new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<String, PersistentVolume> volumes =
      new ConcurrentSkipListMap<>();
  private final NamedLists<String, PersistentVolume> volumesByClass =
      new NamedLists<>(Comparator.comparing(PersistentVolume::name));
  private final NamedLists<Key, PersistentVolume> volumesByClaim =
      new NamedLists<>(Comparator.comparing(PersistentVolume::name));
  private final NamedLists<Handle, PersistentVolume> volumesByHandle =
      new NamedLists<>(Comparator.comparing(PersistentVolume::name));
  private final Exports exports = new Exports();
  private final ConcurrentSkipListMap<String, StorageClass> storageClasses =
      new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<String, Node> nodes = new ConcurrentSkipListMap<>();
  private final ConcurrentMap<Key, PlacedPod> pods = new ConcurrentHashMap<>();
  private final NamedLists<String, PlacedPod> podsByNode = new NamedLists<>(BY_NAMESPACE_AND_NAME);
  private final NamedLists<Key, PlacedPod> podsByClaim = new NamedLists<>(BY_NAMESPACE_AND_NAME);
  private final ConcurrentMap<String, ConcurrentSkipListMap<String, ServiceView>> services =
      new ConcurrentHashMap<>();
  private final NamedLists<Integer, NodePortOwner> nodePorts = new NamedLists<>(BY_OWNER);
  private final ConcurrentMap<String, Map<String, String>> namespaces = new ConcurrentHashMap<>();

  private final ConcurrentMap<String, KnownLoad> loadsByNode = new ConcurrentHashMap<>();
  private final AtomicLong loadVersion = new AtomicLong();
  private volatile @Nullable NodeLoads nodeLoads;

  /**
   * A world of which nothing is known yet.
   *
   * @param clock tells how old it is, and when a reservation has lapsed
   */
  public LiveInventory(InstantSource clock) {
    for (InventoryKind kind : InventoryKind.values()) {
      freshness.put(kind, new Freshness(clock));
    }
    this.reservations = new NodePortReservations(clock, RESERVATION);
  }

  /** How far the memory of a kind can be trusted. */
  Freshness freshness(InventoryKind kind) {
    return Objects.requireNonNull(freshness.get(kind));
  }

  /** How many objects of a kind are in memory. */
  int count(InventoryKind kind) {
    return switch (kind) {
      case NAMESPACE -> namespaces.size();
      case NODE -> nodes.size();
      case STORAGE_CLASS -> storageClasses.size();
      case PERSISTENT_VOLUME -> volumes.size();
      case PERSISTENT_VOLUME_CLAIM -> claims.values().stream().mapToInt(Map::size).sum();
      case SERVICE -> services.values().stream().mapToInt(Map::size).sum();
      case POD -> pods.size();
    };
  }

  /** Where the objects of a kind are kept; for one thread at a time. */
  KindWatch.Memory memory(InventoryKind kind) {
    return switch (kind) {
      case NAMESPACE -> new NamespaceMemory();
      case NODE -> new NodeMemory();
      case STORAGE_CLASS -> new StorageClassMemory();
      case PERSISTENT_VOLUME -> new VolumeMemory();
      case PERSISTENT_VOLUME_CLAIM -> new ClaimMemory();
      case SERVICE -> new ServiceMemory();
      case POD -> new PodMemory();
    };
  }

  private final class NamespaceMemory implements KindWatch.Memory {
    @Override
    public void put(Resource resource) {
      namespaces.put(resource.name(), compact.labels(resource));
    }

    @Override
    public void remove(String namespace, String name) {
      namespaces.remove(name);
    }

    @Override
    public void retain(Set<String> keys) {
      namespaces.keySet().removeIf(name -> !keys.contains(KindWatch.key("", name)));
    }
  }

  private final class NodeMemory implements KindWatch.Memory {
    @Override
    public void put(Resource resource) {
      Node node = compact.of(Node.of(resource));
      // A heartbeat changes nothing that anybody reads.
      if (!node.equals(nodes.get(node.name()))) {
        nodes.put(node.name(), node);
        loadVersion.incrementAndGet();
      }
    }

    @Override
    public void remove(String namespace, String name) {
      if (nodes.remove(name) != null) {
        loadsByNode.remove(name);
        loadVersion.incrementAndGet();
      }
    }

    @Override
    public void retain(Set<String> keys) {
      nodes.keySet().stream()
          .filter(name -> !keys.contains(KindWatch.key("", name)))
          .forEach(name -> remove("", name));
    }
  }

  private final class StorageClassMemory implements KindWatch.Memory {
    @Override
    public void put(Resource resource) {
      storageClasses.put(resource.name(), StorageClass.of(resource));
    }

    @Override
    public void remove(String namespace, String name) {
      storageClasses.remove(name);
    }

    @Override
    public void retain(Set<String> keys) {
      storageClasses.keySet().removeIf(name -> !keys.contains(KindWatch.key("", name)));
    }
  }

  private final class VolumeMemory implements KindWatch.Memory {
    @Override
    public void put(Resource resource) {
      PersistentVolume volume = compact.of(PersistentVolume.of(resource));
      PersistentVolume old = volumes.put(volume.name(), volume);
      if (volume.equals(old)) {
        return;
      }
      // The new before the old goes: no reader finds it in neither place.
      volumesByClass.add(volume.storageClass(), volume);
      Key claim = claim(volume);
      if (claim != null) {
        volumesByClaim.add(claim, volume);
      }
      Handle handle = handle(volume);
      if (handle != null) {
        volumesByHandle.add(handle, volume);
      }
      exports.add(volume);
      if (old != null) {
        if (!old.storageClass().equals(volume.storageClass())) {
          volumesByClass.remove(old.storageClass(), old);
        }
        Key earlier = claim(old);
        if (earlier != null && !earlier.equals(claim)) {
          volumesByClaim.remove(earlier, old);
        }
        Handle before = handle(old);
        if (before != null && !before.equals(handle)) {
          volumesByHandle.remove(before, old);
        }
        if (!Objects.equals(old.source().export(), volume.source().export())) {
          exports.remove(old);
        }
      }
    }

    @Override
    public void remove(String namespace, String name) {
      PersistentVolume old = volumes.remove(name);
      if (old != null) {
        volumesByClass.remove(old.storageClass(), old);
        Key claim = claim(old);
        if (claim != null) {
          volumesByClaim.remove(claim, old);
        }
        Handle handle = handle(old);
        if (handle != null) {
          volumesByHandle.remove(handle, old);
        }
        exports.remove(old);
      }
    }

    @Override
    public void retain(Set<String> keys) {
      for (String name : volumes.keySet()) {
        if (!keys.contains(KindWatch.key("", name))) {
          remove("", name);
        }
      }
    }
  }

  private static @Nullable Key claim(PersistentVolume volume) {
    ClaimReference claim = volume.claim();
    return claim == null ? null : new Key(claim.namespace(), claim.name());
  }

  private static @Nullable Handle handle(PersistentVolume volume) {
    PersistentVolume.Source source = volume.source();
    return source.handle().isEmpty() ? null : new Handle(source.driver(), source.handle());
  }

  private final class ClaimMemory implements KindWatch.Memory {
    @Override
    public void put(Resource resource) {
      PersistentVolumeClaim claim = compact.of(PersistentVolumeClaim.of(resource));
      claims
          .computeIfAbsent(claim.namespace(), _ -> new ConcurrentSkipListMap<>())
          .put(claim.name(), claim);
    }

    @Override
    public void remove(String namespace, String name) {
      removeFrom(claims, namespace, name);
    }

    @Override
    public void retain(Set<String> keys) {
      retainIn(claims, keys, this);
    }
  }

  private final class ServiceMemory implements KindWatch.Memory {
    @Override
    public void put(Resource resource) {
      ServiceView service = compact.of(ServiceView.of(resource));
      List<NodePortOwner> owned = owned(service);
      String namespace = service.resource().namespace();
      ServiceView old =
          services
              .computeIfAbsent(namespace, _ -> new ConcurrentSkipListMap<>())
              .put(service.resource().name(), service);
      List<Integer> numbers = numbers(service);
      for (int i = 0; i < numbers.size(); i++) {
        nodePorts.add(numbers.get(i), owned.get(i));
        reservations.release(numbers.get(i));
      }
      if (old != null) {
        List<NodePortOwner> before = owned(old);
        List<Integer> numbersBefore = numbers(old);
        for (int i = 0; i < numbersBefore.size(); i++) {
          if (!holds(numbers, owned, numbersBefore.get(i), before.get(i))) {
            nodePorts.remove(numbersBefore.get(i), before.get(i));
          }
        }
      }
    }

    @Override
    public void remove(String namespace, String name) {
      ServiceView old = removeFrom(services, namespace, name);
      if (old != null) {
        List<NodePortOwner> owned = owned(old);
        List<Integer> numbers = numbers(old);
        for (int i = 0; i < numbers.size(); i++) {
          nodePorts.remove(numbers.get(i), owned.get(i));
        }
      }
    }

    @Override
    public void retain(Set<String> keys) {
      retainIn(services, keys, this);
    }
  }

  private static boolean holds(
      List<Integer> numbers, List<NodePortOwner> owners, int number, NodePortOwner owner) {
    for (int i = 0; i < numbers.size(); i++) {
      if (numbers.get(i) == number && owners.get(i).equals(owner)) {
        return true;
      }
    }
    return false;
  }

  // The numbers a Service holds, and by which field, in the same order.
  private static List<Integer> numbers(ServiceView service) {
    List<Integer> numbers = new ArrayList<>(2);
    for (ObjectView port : service.ports()) {
      if (ServiceView.nodePort(port) > 0) {
        numbers.add((int) ServiceView.nodePort(port));
      }
    }
    if (service.healthCheckNodePort() > 0) {
      numbers.add((int) service.healthCheckNodePort());
    }
    return numbers;
  }

  private static List<NodePortOwner> owned(ServiceView service) {
    String namespace = service.resource().namespace();
    String name = service.resource().name();
    List<NodePortOwner> owned = new ArrayList<>(2);
    for (ObjectView port : service.ports()) {
      if (ServiceView.nodePort(port) > 0) {
        owned.add(new NodePortOwner(namespace, name, port.path("nodePort").toString().intern()));
      }
    }
    if (service.healthCheckNodePort() > 0) {
      owned.add(new NodePortOwner(namespace, name, "spec.healthCheckNodePort"));
    }
    return owned;
  }

  private final class PodMemory implements KindWatch.Memory {
    @Override
    public void put(Resource resource) {
      if (resource.pods().isEmpty()) {
        remove(resource.namespace(), resource.name());
        return;
      }
      PlacedPod pod = compact.of(PlacedPod.of(resource));
      if (pod.finished()) {
        remove(pod.namespace(), pod.name());
        return;
      }
      PlacedPod old = pods.get(new Key(pod.namespace(), pod.name()));
      if (pod.equals(old)) {
        return;
      }
      pods.put(new Key(pod.namespace(), pod.name()), pod);
      if (!pod.node().isEmpty()) {
        podsByNode.add(pod.node(), pod);
      }
      for (String claim : pod.claims()) {
        podsByClaim.add(new Key(pod.namespace(), claim), pod);
      }
      if (old != null) {
        forget(old, pod);
      }
      loadVersion.incrementAndGet();
    }

    private void forget(PlacedPod old, @Nullable PlacedPod now) {
      if (!old.node().isEmpty() && (now == null || !old.node().equals(now.node()))) {
        podsByNode.remove(old.node(), old);
      }
      for (String claim : old.claims()) {
        if (now == null || !now.claims().contains(claim)) {
          podsByClaim.remove(new Key(old.namespace(), claim), old);
        }
      }
    }

    @Override
    public void remove(String namespace, String name) {
      PlacedPod old = pods.remove(new Key(namespace, name));
      if (old != null) {
        forget(old, null);
        loadVersion.incrementAndGet();
      }
    }

    @Override
    public void retain(Set<String> keys) {
      for (Key pod : pods.keySet()) {
        if (!keys.contains(KindWatch.key(pod.namespace(), pod.name()))) {
          remove(pod.namespace(), pod.name());
        }
      }
    }
  }

  private static <V> @Nullable V removeFrom(
      ConcurrentMap<String, ConcurrentSkipListMap<String, V>> all, String namespace, String name) {
    ConcurrentSkipListMap<String, V> here = all.get(namespace);
    if (here == null) {
      return null;
    }
    V old = here.remove(name);
    if (here.isEmpty()) {
      // Only this thread adds to it.
      all.remove(namespace);
    }
    return old;
  }

  private static <V> void retainIn(
      ConcurrentMap<String, ConcurrentSkipListMap<String, V>> all,
      Set<String> keys,
      KindWatch.Memory memory) {
    all.forEach((namespace, here) -> {
      for (String name : here.keySet()) {
        if (!keys.contains(KindWatch.key(namespace, name))) {
          memory.remove(namespace, name);
        }
      }
    });
  }

  @Override
  public boolean isClosed() {
    for (Freshness one : freshness.values()) {
      if (!one.isSynced()) {
        return false;
      }
    }
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
    Map<String, PersistentVolumeClaim> here = claims.get(namespace);
    return here == null ? null : here.get(name);
  }

  @Override
  public Collection<PersistentVolumeClaim> claims(String namespace) {
    Map<String, PersistentVolumeClaim> here = claims.get(namespace);
    return here == null ? List.of() : Collections.unmodifiableCollection(here.values());
  }

  @Override
  public @Nullable PersistentVolume volume(String name) {
    return volumes.get(name);
  }

  @Override
  public Collection<PersistentVolume> volumes() {
    return Collections.unmodifiableCollection(volumes.values());
  }

  @Override
  public List<PersistentVolume> volumesByClass(String storageClass) {
    return volumesByClass.get(storageClass);
  }

  @Override
  public List<PersistentVolume> volumesPromisedTo(String namespace, String claim) {
    return volumesByClaim.get(new Key(namespace, claim));
  }

  @Override
  public List<PersistentVolume> volumesByHandle(String driver, String handle) {
    return volumesByHandle.get(new Handle(driver, handle));
  }

  @Override
  public List<PersistentVolume> volumesOverlapping(NfsExport export) {
    return exports.overlapping(export);
  }

  @Override
  public @Nullable StorageClass storageClass(String name) {
    return storageClasses.get(name);
  }

  @Override
  public Collection<StorageClass> storageClasses() {
    return Collections.unmodifiableCollection(storageClasses.values());
  }

  @Override
  public @Nullable Node node(String name) {
    return nodes.get(name);
  }

  @Override
  public Collection<Node> nodes() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  // What was added up for a node counts as long as the node and the list of its pods are the very
  // same objects; the version spares the look at each of a thousand nodes.
  @Override
  public List<NodeLoad> nodeLoads() {
    long version = loadVersion.get();
    NodeLoads known = nodeLoads;
    if (known != null && known.version() == version) {
      return known.loads();
    }
    List<NodeLoad> loads = new ArrayList<>(known == null ? 16 : known.loads().size() + 1);
    for (Node node : nodes.values()) {
      loads.add(load(node));
    }
    List<NodeLoad> all = Collections.unmodifiableList(loads);
    nodeLoads = new NodeLoads(version, all);
    return all;
  }

  @SuppressWarnings("ReferenceEquality") // both are replaced when they change, never changed
  private NodeLoad load(Node node) {
    List<PlacedPod> there = podsByNode.get(node.name());
    KnownLoad known = loadsByNode.get(node.name());
    if (known != null && known.load().node() == node && known.pods() == there) {
      return known.load();
    }
    NodeLoad load = NodeLoad.of(node, there);
    loadsByNode.put(node.name(), new KnownLoad(load, there));
    return load;
  }

  @Override
  public List<PlacedPod> podsOn(String node) {
    return podsByNode.get(node);
  }

  @Override
  public List<PlacedPod> podsUsing(String namespace, String claim) {
    return podsByClaim.get(new Key(namespace, claim));
  }

  @Override
  public @Nullable NodePortOwner nodePortOwner(int port) {
    List<NodePortOwner> owners = nodePorts.get(port);
    return owners.isEmpty() ? null : owners.getFirst();
  }

  @Override
  public List<NodePortOwner> nodePortOwners(int port) {
    return nodePorts.get(port);
  }

  @Override
  public boolean reserveNodePort(int port, String service) {
    for (NodePortOwner owner : nodePorts.get(port)) {
      if (!service.equals(owner.namespace() + '/' + owner.name())) {
        return false;
      }
    }
    return reservations.reserve(port, service);
  }

  @Override
  public @Nullable ServiceView service(String namespace, String name) {
    Map<String, ServiceView> here = services.get(namespace);
    return here == null ? null : here.get(name);
  }

  @Override
  public Collection<ServiceView> services(String namespace) {
    Map<String, ServiceView> here = services.get(namespace);
    return here == null ? List.of() : Collections.unmodifiableCollection(here.values());
  }

  @Override
  public @Nullable Map<String, String> namespaceLabels(String name) {
    return namespaces.get(name);
  }

  /** None: whole objects are not kept. */
  @Override
  public List<Resource> manifests(GroupKind kind) {
    return List.of();
  }
}
