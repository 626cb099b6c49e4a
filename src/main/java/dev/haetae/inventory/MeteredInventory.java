package dev.haetae.inventory;

import dev.haetae.inventory.alike.AlikeElements;
import dev.haetae.resource.DeviceClass;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.StorageClass;
import java.util.AbstractCollection;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A world in which every look-up, and every element of a list that is looked at, spends a step of a
 * {@link Budget}; otherwise the world it is made of.
 */
public final class MeteredInventory extends ForwardingInventory {
  private final Budget budget;

  /** The world of one review, which spends its budget. */
  public MeteredInventory(Inventory world, Budget budget) {
    super(world);
    this.budget = budget;
  }

  @Override
  public void spend(long steps) {
    budget.spend(steps);
  }

  private <T> List<T> metered(List<T> list) {
    return list.isEmpty() ? list : new MeteredList<>(list, budget);
  }

  private <T> Collection<T> metered(Collection<T> collection) {
    return new MeteredCollection<>(collection, budget);
  }

  private record MeteredElements<T>(Iterator<T> elements, Budget budget) implements Iterator<T> {
    @Override
    public boolean hasNext() {
      return elements.hasNext();
    }

    @Override
    public T next() {
      budget.spend(1);
      return elements.next();
    }
  }

  private static final class MeteredList<T> extends AbstractList<T> {
    private final List<T> list;
    private final Budget budget;

    MeteredList(List<T> list, Budget budget) {
      this.list = list;
      this.budget = budget;
    }

    @Override
    public T get(int index) {
      budget.spend(1);
      return list.get(index);
    }

    @Override
    public Iterator<T> iterator() {
      return new MeteredElements<>(list.iterator(), budget);
    }

    @Override
    public int size() {
      return list.size();
    }
  }

  private static final class MeteredCollection<T> extends AbstractCollection<T> {
    private final Collection<T> collection;
    private final Budget budget;

    MeteredCollection(Collection<T> collection, Budget budget) {
      this.collection = collection;
      this.budget = budget;
    }

    @Override
    public Iterator<T> iterator() {
      return new MeteredElements<>(collection.iterator(), budget);
    }

    // Some collections count their elements one by one.
    @Override
    public int size() {
      int size = collection.size();
      budget.spend(size);
      return size;
    }

    @Override
    public boolean isEmpty() {
      return collection.isEmpty();
    }
  }

  @Override
  public @Nullable PersistentVolumeClaim claim(String namespace, String name) {
    budget.spend(1);
    return world().claim(namespace, name);
  }

  @Override
  public Collection<PersistentVolumeClaim> claims(String namespace) {
    return metered(world().claims(namespace));
  }

  @Override
  public Collection<PersistentVolumeClaim> unboundClaims(String storageClass) {
    budget.spend(1);
    return metered(world().unboundClaims(storageClass));
  }

  @Override
  public @Nullable PersistentVolume volume(String name) {
    budget.spend(1);
    return world().volume(name);
  }

  @Override
  public Collection<PersistentVolume> volumes() {
    return metered(world().volumes());
  }

  @Override
  public List<PersistentVolume> volumesByClass(String storageClass) {
    budget.spend(1);
    return metered(world().volumesByClass(storageClass));
  }

  @Override
  public List<PersistentVolume> volumesPromisedTo(String namespace, String claim) {
    budget.spend(1);
    return metered(world().volumesPromisedTo(namespace, claim));
  }

  @Override
  public List<PersistentVolume> volumesByHandle(String driver, String handle) {
    budget.spend(1);
    return metered(world().volumesByHandle(driver, handle));
  }

  @Override
  public List<PersistentVolume> volumesOverlapping(NfsExport export) {
    budget.spend(1);
    return metered(world().volumesOverlapping(export));
  }

  @Override
  public @Nullable StorageClass storageClass(String name) {
    budget.spend(1);
    return world().storageClass(name);
  }

  @Override
  public Collection<StorageClass> storageClasses() {
    return metered(world().storageClasses());
  }

  @Override
  public @Nullable DeviceClass deviceClass(String name) {
    budget.spend(1);
    return world().deviceClass(name);
  }

  @Override
  public @Nullable Node node(String name) {
    budget.spend(1);
    return world().node(name);
  }

  @Override
  public Collection<Node> nodes() {
    return metered(world().nodes());
  }

  @Override
  public List<NodeLoad> nodeLoads() {
    List<NodeLoad> loads = world().nodeLoads();
    return loads instanceof AlikeElements<NodeLoad> known
        ? known.watched(() -> budget.spend(1))
        : metered(loads);
  }

  @Override
  public List<PlacedPod> podsOn(String node) {
    budget.spend(1);
    return metered(world().podsOn(node));
  }

  @Override
  public Collection<Collection<PlacedPod>> placedPods() {
    return groups(world().placedPods());
  }

  @Override
  public Collection<Collection<PlacedPod>> placedPods(String namespace) {
    return groups(world().placedPods(namespace));
  }

  @Override
  public Collection<Collection<PlacedPod>> podsKeepingOff(String namespace) {
    return groups(world().podsKeepingOff(namespace));
  }

  private Collection<Collection<PlacedPod>> groups(Collection<Collection<PlacedPod>> groups) {
    budget.spend(1 + groups.size());
    List<Collection<PlacedPod>> metered = new ArrayList<>(groups.size());
    groups.forEach(group -> metered.add(metered(group)));
    return metered;
  }

  @Override
  public List<PlacedPod> podsUsing(String namespace, String claim) {
    budget.spend(1);
    return metered(world().podsUsing(namespace, claim));
  }

  @Override
  public @Nullable NodePortOwner nodePortOwner(int port) {
    budget.spend(1);
    return world().nodePortOwner(port);
  }

  @Override
  public List<NodePortOwner> nodePortOwners(int port) {
    budget.spend(1);
    return metered(world().nodePortOwners(port));
  }

  @Override
  public boolean reserveNodePort(int port, String service) {
    budget.spend(1);
    return world().reserveNodePort(port, service);
  }

  @Override
  public @Nullable ServiceView service(String namespace, String name) {
    budget.spend(1);
    return world().service(namespace, name);
  }

  @Override
  public Collection<ServiceView> services(String namespace) {
    return metered(world().services(namespace));
  }

  @Override
  public @Nullable Map<String, String> namespaceLabels(String name) {
    budget.spend(1);
    return world().namespaceLabels(name);
  }

  @Override
  public @Nullable Resource object(GroupKind kind, String namespace, String name) {
    budget.spend(1);
    return world().object(kind, namespace, name);
  }

  @Override
  public Collection<Resource> objects(GroupKind kind, String namespace) {
    budget.spend(1);
    return metered(world().objects(kind, namespace));
  }

  @Override
  public Manifests manifests() {
    return new MeteredManifests(world().manifests(), this);
  }

  private record MeteredManifests(Manifests manifests, MeteredInventory meter)
      implements Manifests {
    @Override
    public List<Resource> of(GroupKind kind) {
      meter.spend(1);
      return meter.metered(manifests.of(kind));
    }

    @Override
    public List<Resource> of(GroupKind kind, String namespace) {
      meter.spend(1);
      return meter.metered(manifests.of(kind, namespace));
    }

    @Override
    public @Nullable Resource find(GroupKind kind, String namespace, String name) {
      meter.spend(1);
      return manifests.find(kind, namespace, name);
    }

    @Override
    public String elsewhere(GroupKind kind, String namespace, String name) {
      meter.spend(1);
      return manifests.elsewhere(kind, namespace, name);
    }
  }
}
