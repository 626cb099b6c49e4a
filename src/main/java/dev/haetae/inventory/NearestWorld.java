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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A world in which some objects, few of them as a rule, are as another manifest has them; all
 * others are as in the world below.
 */
final class NearestWorld extends ForwardingInventory {
  private final Inventory near;
  private final Set<ManifestKey> replaced;
  private final Set<GroupKind> kinds = new HashSet<>();

  /**
   * A world with other objects.
   *
   * @param near those objects, and no others
   * @param replaced their names
   */
  NearestWorld(Inventory world, Inventory near, Set<ManifestKey> replaced) {
    super(world);
    this.near = near;
    this.replaced = replaced;
    replaced.forEach(key -> kinds.add(key.kind()));
  }

  private Inventory of(GroupKind kind, String namespace, String name) {
    return isReplaced(kind, namespace, name) ? near : world();
  }

  private boolean isReplaced(GroupKind kind, String namespace, String name) {
    return kinds.contains(kind) && replaced.contains(new ManifestKey(kind, namespace, name));
  }

  // In the order of names, which those that take the place of others may have changed.
  private <T> List<T> merged(
      Collection<T> below, Collection<T> here, Predicate<T> isReplaced, Comparator<T> order) {
    List<T> all = new ArrayList<>(here);
    for (T one : below) {
      if (!isReplaced.test(one)) {
        all.add(one);
      }
    }
    all.sort(order);
    return all;
  }

  private List<PersistentVolumeClaim> claims(
      Collection<PersistentVolumeClaim> below, Collection<PersistentVolumeClaim> here) {
    return merged(
        below,
        here,
        one -> isReplaced(GroupKind.PERSISTENT_VOLUME_CLAIM, one.namespace(), one.name()),
        Comparator.comparing(PersistentVolumeClaim::namespace)
            .thenComparing(PersistentVolumeClaim::name));
  }

  private List<PersistentVolume> volumes(
      Collection<PersistentVolume> below, Collection<PersistentVolume> here) {
    return merged(
        below,
        here,
        one -> isReplaced(GroupKind.PERSISTENT_VOLUME, "", one.name()),
        Comparator.comparing(PersistentVolume::name));
  }

  private List<PlacedPod> pods(Collection<PlacedPod> below, Collection<PlacedPod> here) {
    return merged(
        below,
        here,
        one -> isReplaced(GroupKind.POD, one.namespace(), one.name()),
        (one, other) -> {
          int order = one.namespace().compareTo(other.namespace());
          return order == 0 ? one.name().compareTo(other.name()) : order;
        });
  }

  private boolean replacesVolumes() {
    return kinds.contains(GroupKind.PERSISTENT_VOLUME);
  }

  @Override
  public @Nullable PersistentVolumeClaim claim(String namespace, String name) {
    return of(GroupKind.PERSISTENT_VOLUME_CLAIM, namespace, name).claim(namespace, name);
  }

  @Override
  public Collection<PersistentVolumeClaim> claims(String namespace) {
    return kinds.contains(GroupKind.PERSISTENT_VOLUME_CLAIM)
        ? claims(world().claims(namespace), near.claims(namespace))
        : world().claims(namespace);
  }

  @Override
  public Collection<PersistentVolumeClaim> unboundClaims(String storageClass) {
    return kinds.contains(GroupKind.PERSISTENT_VOLUME_CLAIM)
        ? claims(world().unboundClaims(storageClass), near.unboundClaims(storageClass))
        : world().unboundClaims(storageClass);
  }

  @Override
  public @Nullable PersistentVolume volume(String name) {
    return of(GroupKind.PERSISTENT_VOLUME, "", name).volume(name);
  }

  @Override
  public Collection<PersistentVolume> volumes() {
    return replacesVolumes() ? volumes(world().volumes(), near.volumes()) : world().volumes();
  }

  @Override
  public List<PersistentVolume> volumesByClass(String storageClass) {
    List<PersistentVolume> below = world().volumesByClass(storageClass);
    return replacesVolumes() ? volumes(below, near.volumesByClass(storageClass)) : below;
  }

  @Override
  public List<PersistentVolume> volumesPromisedTo(String namespace, String claim) {
    List<PersistentVolume> below = world().volumesPromisedTo(namespace, claim);
    return replacesVolumes() ? volumes(below, near.volumesPromisedTo(namespace, claim)) : below;
  }

  @Override
  public List<PersistentVolume> volumesByHandle(String driver, String handle) {
    List<PersistentVolume> below = world().volumesByHandle(driver, handle);
    return replacesVolumes() ? volumes(below, near.volumesByHandle(driver, handle)) : below;
  }

  @Override
  public List<PersistentVolume> volumesOverlapping(NfsExport export) {
    List<PersistentVolume> below = world().volumesOverlapping(export);
    return replacesVolumes() ? volumes(below, near.volumesOverlapping(export)) : below;
  }

  @Override
  public @Nullable StorageClass storageClass(String name) {
    return of(GroupKind.STORAGE_CLASS, "", name).storageClass(name);
  }

  @Override
  public Collection<StorageClass> storageClasses() {
    return kinds.contains(GroupKind.STORAGE_CLASS)
        ? merged(
            world().storageClasses(),
            near.storageClasses(),
            one -> isReplaced(GroupKind.STORAGE_CLASS, "", one.name()),
            Comparator.comparing(StorageClass::name))
        : world().storageClasses();
  }

  @Override
  public @Nullable DeviceClass deviceClass(String name) {
    return of(GroupKind.DEVICE_CLASS, "", name).deviceClass(name);
  }

  @Override
  public @Nullable Node node(String name) {
    return of(GroupKind.NODE, "", name).node(name);
  }

  @Override
  public Collection<Node> nodes() {
    return kinds.contains(GroupKind.NODE)
        ? merged(
            world().nodes(),
            near.nodes(),
            one -> isReplaced(GroupKind.NODE, "", one.name()),
            (one, other) -> one.name().compareTo(other.name()))
        : world().nodes();
  }

  @Override
  public List<NodeLoad> nodeLoads() {
    if (!kinds.contains(GroupKind.NODE) && !kinds.contains(GroupKind.POD)) {
      return world().nodeLoads();
    }
    List<NodeLoad> loads = new ArrayList<>();
    for (Node node : nodes()) {
      loads.add(NodeLoad.of(node, podsOn(node.name())));
    }
    return loads;
  }

  @Override
  public List<PlacedPod> podsOn(String node) {
    return kinds.contains(GroupKind.POD)
        ? pods(world().podsOn(node), near.podsOn(node))
        : world().podsOn(node);
  }

  @Override
  public Collection<Collection<PlacedPod>> placedPods() {
    return groups(world().placedPods(), near.placedPods());
  }

  @Override
  public Collection<Collection<PlacedPod>> placedPods(String namespace) {
    return groups(world().placedPods(namespace), near.placedPods(namespace));
  }

  @Override
  public Collection<Collection<PlacedPod>> podsKeepingOff(String namespace) {
    return groups(world().podsKeepingOff(namespace), near.podsKeepingOff(namespace));
  }

  private Collection<Collection<PlacedPod>> groups(
      Collection<Collection<PlacedPod>> below, Collection<Collection<PlacedPod>> here) {
    if (!kinds.contains(GroupKind.POD)) {
      return below;
    }
    List<Collection<PlacedPod>> groups = new ArrayList<>(here);
    below.forEach(group -> groups.add(pods(group, List.of())));
    groups.removeIf(Collection::isEmpty);
    return groups;
  }

  @Override
  public List<PlacedPod> podsUsing(String namespace, String claim) {
    List<PlacedPod> below = world().podsUsing(namespace, claim);
    return kinds.contains(GroupKind.POD) ? pods(below, near.podsUsing(namespace, claim)) : below;
  }

  @Override
  public List<NodePortOwner> nodePortOwners(int port) {
    List<NodePortOwner> below = world().nodePortOwners(port);
    return kinds.contains(GroupKind.SERVICE)
        ? merged(
            below,
            near.nodePortOwners(port),
            one -> isReplaced(GroupKind.SERVICE, one.namespace(), one.name()),
            Comparator.comparing(NodePortOwner::namespace).thenComparing(NodePortOwner::name))
        : below;
  }

  @Override
  public @Nullable ServiceView service(String namespace, String name) {
    return of(GroupKind.SERVICE, namespace, name).service(namespace, name);
  }

  @Override
  public Collection<ServiceView> services(String namespace) {
    return kinds.contains(GroupKind.SERVICE)
        ? merged(
            world().services(namespace),
            near.services(namespace),
            one -> isReplaced(GroupKind.SERVICE, namespace, one.resource().name()),
            Comparator.comparing(one -> one.resource().name()))
        : world().services(namespace);
  }

  @Override
  public @Nullable Map<String, String> namespaceLabels(String name) {
    return of(GroupKind.NAMESPACE, "", name).namespaceLabels(name);
  }

  @Override
  public @Nullable Resource object(GroupKind kind, String namespace, String name) {
    return of(kind, namespace, name).object(kind, namespace, name);
  }

  @Override
  public Collection<Resource> objects(GroupKind kind, String namespace) {
    Collection<Resource> below = world().objects(kind, namespace);
    return kinds.contains(kind)
        ? merged(
            below,
            near.objects(kind, namespace),
            one -> isReplaced(kind, one.namespace(), one.name()),
            Comparator.comparing(Resource::name))
        : below;
  }

  @Override
  public Manifests manifests() {
    return new NearestManifests(world().manifests(), this);
  }

  private record NearestManifests(Manifests below, NearestWorld owner) implements Manifests {
    @Override
    public List<Resource> of(GroupKind kind) {
      return owner.kinds.contains(kind)
          ? owner.merged(
              below.of(kind),
              owner.near.manifests().of(kind),
              one -> owner.isReplaced(kind, one.namespace(), one.name()),
              Comparator.comparing(Resource::namespace).thenComparing(Resource::name))
          : below.of(kind);
    }

    @Override
    public @Nullable Resource find(GroupKind kind, String namespace, String name) {
      return owner.isReplaced(kind, namespace, name)
          ? owner.near.manifests().find(kind, namespace, name)
          : below.find(kind, namespace, name);
    }

    @Override
    public String elsewhere(GroupKind kind, String namespace, String name) {
      return below.elsewhere(kind, namespace, name);
    }
  }
}
