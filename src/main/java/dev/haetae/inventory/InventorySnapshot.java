package dev.haetae.inventory;

import dev.haetae.resource.DeviceClass;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.StorageClass;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A world read from files: immutable. */
public final class InventorySnapshot implements Inventory {
  /**
   * The annotation of an object that stands for one which could not be read when the world was
   * saved; its value says why.
   */
  public static final String UNREADABLE = "haetae.dev/unreadable";

  /** The world of which nothing is known. */
  public static final InventorySnapshot OPEN = new Builder().build(false);

  private final boolean closed;
  private final Map<String, TreeMap<String, PersistentVolumeClaim>> claims = new HashMap<>();
  private final Map<String, List<PersistentVolumeClaim>> unboundClaims = new HashMap<>();
  private final TreeMap<String, PersistentVolume> volumes = new TreeMap<>();
  private final Map<String, List<PersistentVolume>> volumesByClass = new HashMap<>();
  private final Map<Key, List<PersistentVolume>> volumesByClaim = new HashMap<>();
  private final Map<Key, List<PersistentVolume>> volumesByHandle = new HashMap<>();
  private final Exports exports = new Exports();
  private final TreeMap<String, StorageClass> storageClasses = new TreeMap<>();
  private final TreeMap<String, Node> nodes = new TreeMap<>();
  private final Map<String, DeviceClass> deviceClasses = new HashMap<>();
  private final Map<String, List<PlacedPod>> podsByNode = new HashMap<>();
  private final Map<Key, List<PlacedPod>> podsByClaim = new HashMap<>();
  private final Map<String, TreeMap<String, ServiceView>> services = new HashMap<>();
  private final Map<Integer, List<NodePortOwner>> nodePorts = new HashMap<>();
  private final Map<String, Map<String, String>> namespaces = new HashMap<>();
  private final Written manifests;
  private final Map<GroupKind, UnreadableObjects> unreadable = new HashMap<>();
  private final UnreadableObjects noneUnreadable = new UnreadableObjects("");
  private volatile @Nullable List<NodeLoad> nodeLoads;

  // Ordered, so that a table copes with names that were chosen to have one hash.
  private record Key(String namespace, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = name.compareTo(other.name);
      return order == 0 ? namespace.compareTo(other.namespace) : order;
    }
  }

  private record Written(Map<GroupKind, List<Resource>> byKind, Map<String, Resource> byKey)
      implements Manifests {
    @Override
    public List<Resource> of(GroupKind kind) {
      return byKind.getOrDefault(kind, List.of());
    }

    @Override
    public @Nullable Resource find(GroupKind kind, String namespace, String name) {
      return byKey.get(key(kind, namespace, name));
    }
  }

  private InventorySnapshot(boolean closed, Map<String, Resource> resources) {
    this.closed = closed;
    this.manifests = new Written(new HashMap<>(), resources);
    for (Resource resource : resources.values()) {
      String problem = problem(resource);
      if (problem != null) {
        var _ =
            unreadable
                .computeIfAbsent(resource.groupKind(), kind -> new UnreadableObjects(kind.kind()))
                .add(resource.namespace(), resource.name(), problem);
        continue;
      }
      manifests
          .byKind()
          .computeIfAbsent(resource.groupKind(), _ -> new ArrayList<>())
          .add(resource);
      index(resource);
    }
    for (Map<String, PersistentVolumeClaim> here : new TreeMap<>(claims).values()) {
      for (PersistentVolumeClaim claim : here.values()) {
        if (!claim.wasBound()) {
          String written = claim.storageClass();
          unboundClaims
              .computeIfAbsent(written == null ? "" : written, _ -> new ArrayList<>())
              .add(claim);
        }
      }
    }
    for (PersistentVolume volume : volumes.values()) {
      volumesByClass.computeIfAbsent(volume.storageClass(), _ -> new ArrayList<>()).add(volume);
      if (volume.claim() != null) {
        Key claim = new Key(volume.claim().namespace(), volume.claim().name());
        volumesByClaim.computeIfAbsent(claim, _ -> new ArrayList<>()).add(volume);
      }
      PersistentVolume.Source source = volume.source();
      if (!source.handle().isEmpty()) {
        Key handle = new Key(source.driver(), source.handle());
        volumesByHandle.computeIfAbsent(handle, _ -> new ArrayList<>(1)).add(volume);
      }
      exports.add(volume);
    }
  }

  // Without raising what is wrong with the annotations of others.
  private static @Nullable String problem(Resource resource) {
    return resource.metadata().value().get("annotations") instanceof ObjectValue annotations
            && annotations.get(UNREADABLE) instanceof StringValue problem
        ? problem.text()
        : null;
  }

  private UnreadableObjects unreadable(GroupKind kind) {
    return unreadable.isEmpty() ? noneUnreadable : unreadable.getOrDefault(kind, noneUnreadable);
  }

  private void index(Resource resource) {
    GroupKind kind = resource.groupKind();
    if (kind.equals(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
      claims
          .computeIfAbsent(resource.namespace(), _ -> new TreeMap<>())
          .put(resource.name(), PersistentVolumeClaim.of(resource));
    } else if (kind.equals(GroupKind.PERSISTENT_VOLUME)) {
      volumes.put(resource.name(), PersistentVolume.of(resource));
    } else if (kind.equals(GroupKind.STORAGE_CLASS)) {
      storageClasses.put(resource.name(), StorageClass.of(resource));
    } else if (kind.equals(GroupKind.DEVICE_CLASS)) {
      deviceClasses.put(resource.name(), DeviceClass.of(resource));
    } else if (kind.equals(GroupKind.NODE)) {
      nodes.put(resource.name(), Node.of(resource));
    } else if (kind.equals(GroupKind.POD) && !resource.pods().isEmpty()) {
      index(PlacedPod.of(resource));
    } else if (kind.equals(GroupKind.SERVICE)) {
      index(ServiceView.of(resource));
    } else if (kind.equals(GroupKind.NAMESPACE)) {
      namespaces.put(resource.name(), resource.labels());
    }
  }

  private void index(PlacedPod pod) {
    if (pod.finished()) {
      return;
    }
    if (!pod.node().isEmpty()) {
      podsByNode.computeIfAbsent(pod.node(), _ -> new ArrayList<>()).add(pod);
    }
    for (String claim : pod.claims()) {
      podsByClaim.computeIfAbsent(new Key(pod.namespace(), claim), _ -> new ArrayList<>()).add(pod);
    }
  }

  private void index(ServiceView service) {
    Resource resource = service.resource();
    services
        .computeIfAbsent(resource.namespace(), _ -> new TreeMap<>())
        .put(resource.name(), service);
    for (HeldNodePort held : HeldNodePort.of(service)) {
      nodePorts.computeIfAbsent(held.port(), _ -> new ArrayList<>(1)).add(held.owner());
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public @Nullable PersistentVolumeClaim claim(String namespace, String name) {
    Map<String, PersistentVolumeClaim> here = claims.get(namespace);
    PersistentVolumeClaim found = here == null ? null : here.get(name);
    if (found == null) {
      unreadable(GroupKind.PERSISTENT_VOLUME_CLAIM).require(namespace, name);
    }
    return found;
  }

  @Override
  public Collection<PersistentVolumeClaim> claims(String namespace) {
    Map<String, PersistentVolumeClaim> here = claims.get(namespace);
    return here == null ? List.of() : here.values();
  }

  @Override
  public List<PersistentVolumeClaim> unboundClaims(String storageClass) {
    return unboundClaims.getOrDefault(storageClass, List.of());
  }

  @Override
  public @Nullable PersistentVolume volume(String name) {
    PersistentVolume found = volumes.get(name);
    if (found == null) {
      unreadable(GroupKind.PERSISTENT_VOLUME).require("", name);
    }
    return found;
  }

  @Override
  public Collection<PersistentVolume> volumes() {
    unreadable(GroupKind.PERSISTENT_VOLUME).requireAll();
    return volumes.values();
  }

  @Override
  public List<PersistentVolume> volumesByClass(String storageClass) {
    unreadable(GroupKind.PERSISTENT_VOLUME).requireAll();
    return volumesByClass.getOrDefault(storageClass, List.of());
  }

  @Override
  public List<PersistentVolume> volumesPromisedTo(String namespace, String claim) {
    unreadable(GroupKind.PERSISTENT_VOLUME).requireAll();
    return volumesByClaim.getOrDefault(new Key(namespace, claim), List.of());
  }

  @Override
  public List<PersistentVolume> volumesByHandle(String driver, String handle) {
    unreadable(GroupKind.PERSISTENT_VOLUME).requireAll();
    return volumesByHandle.getOrDefault(new Key(driver, handle), List.of());
  }

  @Override
  public List<PersistentVolume> volumesOverlapping(NfsExport export) {
    unreadable(GroupKind.PERSISTENT_VOLUME).requireAll();
    return exports.overlapping(export);
  }

  @Override
  public @Nullable StorageClass storageClass(String name) {
    StorageClass found = storageClasses.get(name);
    if (found == null) {
      unreadable(GroupKind.STORAGE_CLASS).require("", name);
    }
    return found;
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
    Node found = nodes.get(name);
    if (found == null) {
      unreadable(GroupKind.NODE).require("", name);
    }
    return found;
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
    return podsByNode.getOrDefault(node, List.of());
  }

  @Override
  public List<PlacedPod> podsUsing(String namespace, String claim) {
    unreadable(GroupKind.POD).requireAllOf(namespace);
    return podsByClaim.getOrDefault(new Key(namespace, claim), List.of());
  }

  @Override
  public List<NodePortOwner> nodePortOwners(int port) {
    return nodePorts.getOrDefault(port, List.of());
  }

  @Override
  public @Nullable ServiceView service(String namespace, String name) {
    Map<String, ServiceView> here = services.get(namespace);
    ServiceView found = here == null ? null : here.get(name);
    if (found == null) {
      unreadable(GroupKind.SERVICE).require(namespace, name);
    }
    return found;
  }

  @Override
  public Collection<ServiceView> services(String namespace) {
    Map<String, ServiceView> here = services.get(namespace);
    return here == null ? List.of() : here.values();
  }

  @Override
  public @Nullable Map<String, String> namespaceLabels(String name) {
    Map<String, String> found = namespaces.get(name);
    if (found == null) {
      unreadable(GroupKind.NAMESPACE).require("", name);
    }
    return found;
  }

  @Override
  public Manifests manifests() {
    return manifests;
  }

  private static String key(GroupKind kind, String namespace, String name) {
    return kind + "\0" + namespace + '\0' + name;
  }

  /**
   * Collects objects; a later one of the same kind, namespace and name replaces an earlier. What
   * the cluster has written into a volume or claim stays, see {@link AppliedManifest}.
   */
  public static final class Builder {
    private final TreeMap<String, Resource> resources = new TreeMap<>();
    private int unnamed;

    /**
     * Adds an object.
     *
     * @throws dev.haetae.resource.MalformedResourceException when it cannot be part of a world: a
     *     field of the wrong type; nothing is added then
     */
    public Builder add(Resource resource) {
      check(resource);
      put(resource);
      return this;
    }

    /**
     * Adds that an object is there, but cannot be read.
     *
     * @param problem why
     */
    public Builder addUnreadable(Resource resource, String problem) {
      ObjectValue metadata =
          new ObjectValue.Builder(3)
              .put("name", new StringValue(resource.name()))
              .put("namespace", new StringValue(resource.namespace()))
              .put("annotations", ObjectValue.of(UNREADABLE, new StringValue(problem)))
              .build();
      ObjectValue tree =
          new ObjectValue.Builder(3)
              .put("apiVersion", new StringValue(resource.apiVersion()))
              .put("kind", new StringValue(resource.kind()))
              .put("metadata", metadata)
              .build();
      put(resource.withTree(tree));
      return this;
    }

    private void put(Resource resource) {
      String name = resource.name().isEmpty() ? "\uffff" + unnamed++ : resource.name();
      resources.merge(
          key(resource.groupKind(), resource.namespace(), name), resource, AppliedManifest::over);
    }

    // Reads it once for its errors, which belong to the one who adds it.
    private static void check(Resource resource) {
      new InventorySnapshot(true, Map.of("", resource));
    }

    /** The world, closed when what is not in it does not exist. */
    public InventorySnapshot build(boolean closed) {
      return new InventorySnapshot(closed, new TreeMap<>(resources));
    }
  }
}
