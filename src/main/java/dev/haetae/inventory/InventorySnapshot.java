package dev.haetae.inventory;

import dev.haetae.inventory.applied.AppliedManifest;
import dev.haetae.resource.DeviceClass;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.StorageClass;
import dev.haetae.resource.tree.ObjectValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A world read from files: immutable. */
public final class InventorySnapshot implements Inventory {
  /** The world of which nothing is known. */
  public static final InventorySnapshot OPEN = new Builder().build(false);

  private final boolean closed;
  private final Map<String, Map<String, PersistentVolumeClaim>> claims = new HashMap<>();
  private final Map<String, List<PersistentVolumeClaim>> unboundClaims = new HashMap<>();
  private final SnapshotVolumes volumes = new SnapshotVolumes();
  private final TreeMap<String, StorageClass> storageClasses = new TreeMap<>();
  private final TreeMap<String, Node> nodes = new TreeMap<>();
  private final Map<String, DeviceClass> deviceClasses = new HashMap<>();
  private final SnapshotPods pods = new SnapshotPods();
  private final Map<String, Map<String, ServiceView>> services = new HashMap<>();
  private final Map<Integer, List<NodePortOwner>> nodePorts = new HashMap<>();
  private final Map<String, Map<String, String>> namespaces = new HashMap<>();
  private final WrittenManifests manifests;
  private final Map<GroupKind, UnreadableObjects> unreadable = new HashMap<>();
  private final UnreadableObjects noneUnreadable = new UnreadableObjects("");
  private volatile @Nullable List<NodeLoad> nodeLoads;

  private InventorySnapshot(boolean closed, SortedMap<String, ParsedObject> objects) {
    this.closed = closed;
    this.manifests = new WrittenManifests(new HashMap<>(), objects);
    objects.values().forEach(this::index);
    new TreeMap<>(claims).values().forEach(here -> here.values().forEach(this::indexUnbound));
  }

  /** All that is there, kind by kind. */
  public Census census() {
    return SnapshotCensus.of(manifests.byKey().values());
  }

  private void indexUnbound(PersistentVolumeClaim claim) {
    if (!claim.wasBound()) {
      add(unboundClaims, Objects.requireNonNullElse(claim.storageClass(), ""), claim);
    }
  }

  private static <K, V> void add(Map<K, List<V>> lists, K key, V value) {
    lists.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(value);
  }

  private UnreadableObjects unreadable(GroupKind kind) {
    return unreadable.isEmpty() ? noneUnreadable : unreadable.getOrDefault(kind, noneUnreadable);
  }

  private void index(ParsedObject object) {
    Resource resource = object.resource();
    String name = resource.name();
    if (object.content() instanceof ParsedObject.Unreadable mark) {
      UnreadableObjects kind =
          unreadable.computeIfAbsent(resource.groupKind(), it -> new UnreadableObjects(it.kind()));
      boolean _ = kind.add(resource.namespace(), name, mark.problem());
      return;
    }
    add(manifests.byKind(), resource.groupKind(), resource);
    index(resource, name, object.content());
  }

  private void index(Resource resource, String name, Object content) {
    if (content instanceof PersistentVolumeClaim claim) {
      claims.computeIfAbsent(resource.namespace(), _ -> new TreeMap<>()).put(name, claim);
    } else if (content instanceof PersistentVolume volume) {
      volumes.add(volume);
    } else if (content instanceof StorageClass storageClass) {
      storageClasses.put(name, storageClass);
    } else if (content instanceof DeviceClass deviceClass) {
      deviceClasses.put(name, deviceClass);
    } else if (content instanceof Node node) {
      nodes.put(name, node);
    } else if (content instanceof PlacedPod pod) {
      pods.add(pod);
    } else if (content instanceof ParsedObject.Service(ServiceView view, List<HeldNodePort> held)) {
      services.computeIfAbsent(resource.namespace(), _ -> new TreeMap<>()).put(name, view);
      held.forEach(port -> add(nodePorts, port.port(), port.owner()));
    } else if (content instanceof ParsedObject.Namespace namespace) {
      namespaces.put(name, namespace.labels());
    }
  }

  private <T> @Nullable T found(@Nullable T found, GroupKind kind, String namespace, String name) {
    if (found == null) {
      unreadable(kind).require(namespace, name);
    }
    return found;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public @Nullable PersistentVolumeClaim claim(String namespace, String name) {
    PersistentVolumeClaim here = claims.getOrDefault(namespace, Map.of()).get(name);
    return found(here, GroupKind.PERSISTENT_VOLUME_CLAIM, namespace, name);
  }

  @Override
  public Collection<PersistentVolumeClaim> claims(String namespace) {
    return claims.getOrDefault(namespace, Map.of()).values();
  }

  @Override
  public List<PersistentVolumeClaim> unboundClaims(String storageClass) {
    return unboundClaims.getOrDefault(storageClass, List.of());
  }

  @Override
  public @Nullable PersistentVolume volume(String name) {
    return found(volumes.named(name), GroupKind.PERSISTENT_VOLUME, "", name);
  }

  @Override
  public Collection<PersistentVolume> volumes() {
    unreadable(GroupKind.PERSISTENT_VOLUME).requireAll();
    return volumes.all();
  }

  @Override
  public List<PersistentVolume> volumesByClass(String storageClass) {
    unreadable(GroupKind.PERSISTENT_VOLUME).requireAll();
    return volumes.ofClass(storageClass);
  }

  @Override
  public List<PersistentVolume> volumesPromisedTo(String namespace, String claim) {
    unreadable(GroupKind.PERSISTENT_VOLUME).requireAll();
    return volumes.promisedTo(namespace, claim);
  }

  @Override
  public List<PersistentVolume> volumesByHandle(String driver, String handle) {
    unreadable(GroupKind.PERSISTENT_VOLUME).requireAll();
    return volumes.ofHandle(driver, handle);
  }

  @Override
  public List<PersistentVolume> volumesOverlapping(NfsExport export) {
    unreadable(GroupKind.PERSISTENT_VOLUME).requireAll();
    return volumes.overlapping(export);
  }

  @Override
  public @Nullable StorageClass storageClass(String name) {
    return found(storageClasses.get(name), GroupKind.STORAGE_CLASS, "", name);
  }

  @Override
  public Collection<StorageClass> storageClasses() {
    unreadable(GroupKind.STORAGE_CLASS).requireAll();
    return storageClasses.values();
  }

  @Override
  public @Nullable DeviceClass deviceClass(String name) {
    return deviceClasses.get(name);
  }

  @Override
  public @Nullable Node node(String name) {
    return found(nodes.get(name), GroupKind.NODE, "", name);
  }

  @Override
  public Collection<Node> nodes() {
    unreadable(GroupKind.NODE).requireAll();
    return nodes.values();
  }

  // Added up when first asked for, since most worlds are never asked; a race adds up twice.
  @Override
  public List<NodeLoad> nodeLoads() {
    List<NodeLoad> known = nodeLoads;
    if (known == null) {
      known = List.copyOf(Inventory.super.nodeLoads());
      nodeLoads = known;
    }
    return known;
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
    unreadable(GroupKind.POD).requireAllOf(namespace);
    return pods.using(namespace, claim);
  }

  @Override
  public List<NodePortOwner> nodePortOwners(int port) {
    return nodePorts.getOrDefault(port, List.of());
  }

  @Override
  public @Nullable ServiceView service(String namespace, String name) {
    ServiceView here = services.getOrDefault(namespace, Map.of()).get(name);
    return found(here, GroupKind.SERVICE, namespace, name);
  }

  @Override
  public Collection<ServiceView> services(String namespace) {
    return services.getOrDefault(namespace, Map.of()).values();
  }

  @Override
  public @Nullable Map<String, String> namespaceLabels(String name) {
    return found(namespaces.get(name), GroupKind.NAMESPACE, "", name);
  }

  @Override
  public Manifests manifests() {
    return manifests;
  }

  @Override
  public @Nullable Resource object(GroupKind kind, String namespace, String name) {
    unreadable(kind).require(namespace, name);
    return manifests.find(kind, namespace, name);
  }

  @Override
  public Collection<Resource> objects(GroupKind kind, String namespace) {
    unreadable(kind).requireAllOf(namespace);
    return manifests.of(kind, namespace);
  }

  /**
   * Collects objects; a later one of the same kind, namespace and name replaces an earlier. What
   * the cluster has written into a volume or claim stays, see {@link AppliedManifest}.
   */
  public static final class Builder {
    private final TreeMap<String, ParsedObject> objects = new TreeMap<>();
    private int unnamed;

    /** Another builder with the same objects. */
    public Builder copy() {
      Builder copy = new Builder();
      copy.objects.putAll(objects);
      copy.unnamed = unnamed;
      return copy;
    }

    /**
     * Adds an object.
     *
     * @throws MalformedResourceException when a field has the wrong type; nothing is added then
     */
    public Builder add(Resource resource) {
      put(ParsedObject.of(resource));
      return this;
    }

    /** Adds an object, or that it is there; returns why it cannot be read, null when it can. */
    public @Nullable MalformedResourceException addOrMark(Resource resource) {
      try {
        add(resource);
        return null;
      } catch (MalformedResourceException e) {
        addUnreadable(resource, e.sentence());
        return e;
      }
    }

    /** Adds that an object is there, but cannot be read because of {@code problem}. */
    public Builder addUnreadable(Resource resource, String problem) {
      ObjectValue mark =
          UnreadableMark.tree(
              resource.apiVersion(),
              resource.kind(),
              resource.namespace(),
              resource.name(),
              problem);
      put(ParsedObject.of(resource.withTree(mark)));
      return this;
    }

    /** The object of this name that is there already; null when there is none. */
    @Nullable Resource find(ManifestKey key) {
      return new WrittenManifests(Map.of(), objects).find(key.kind(), key.namespace(), key.name());
    }

    private void put(ParsedObject object) {
      Resource resource = object.resource();
      String name = resource.name().isEmpty() ? "\uffff" + unnamed++ : resource.name();
      String key = WrittenManifests.key(resource.groupKind(), resource.namespace(), name);
      objects.merge(key, object, Builder::applied);
    }

    private static ParsedObject applied(ParsedObject there, ParsedObject written) {
      Resource resource = AppliedManifest.over(there.resource(), written.resource());
      return resource == written.resource() ? written : ParsedObject.of(resource);
    }

    /** The world, closed when what is not in it does not exist. */
    public InventorySnapshot build(boolean closed) {
      return new InventorySnapshot(closed, new TreeMap<>(objects));
    }
  }
}
