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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A world that is another one, but for what its subclass answers itself. {@link #nodePortOwner} is
 * the first of {@link #nodePortOwners}, so that whoever answers the one has answered the other.
 */
public abstract class ForwardingInventory implements Inventory {
  private final Inventory world;

  /** A world that is this one. */
  protected ForwardingInventory(Inventory world) {
    this.world = world;
  }

  /** The world that answers what this one does not. */
  protected final Inventory world() {
    return world;
  }

  @Override
  public boolean isClosed() {
    return world.isClosed();
  }

  @Override
  public void spend(long steps) {
    world.spend(steps);
  }

  @Override
  public @Nullable Age oldest() {
    return world.oldest();
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
  public boolean isProvisioning(String namespace, String claim) {
    return world.isProvisioning(namespace, claim);
  }

  @Override
  public @Nullable PersistentVolume volume(String name) {
    return world.volume(name);
  }

  @Override
  public Collection<PersistentVolume> volumes() {
    return world.volumes();
  }

  @Override
  public List<PersistentVolume> volumesByClass(String storageClass) {
    return world.volumesByClass(storageClass);
  }

  @Override
  public List<PersistentVolume> volumesPromisedTo(String namespace, String claim) {
    return world.volumesPromisedTo(namespace, claim);
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
    return world.nodeLoads();
  }

  @Override
  public List<PlacedPod> podsOn(String node) {
    return world.podsOn(node);
  }

  @Override
  public Collection<Collection<PlacedPod>> placedPods() {
    return world.placedPods();
  }

  @Override
  public Collection<Collection<PlacedPod>> placedPods(String namespace) {
    return world.placedPods(namespace);
  }

  @Override
  public Collection<Collection<PlacedPod>> podsKeepingOff(String namespace) {
    return world.podsKeepingOff(namespace);
  }

  @Override
  public List<PlacedPod> podsUsing(String namespace, String claim) {
    return world.podsUsing(namespace, claim);
  }

  @Override
  public List<NodePortOwner> nodePortOwners(int port) {
    return world.nodePortOwners(port);
  }

  @Override
  public boolean reserveNodePort(int port, String service) {
    return world.reserveNodePort(port, service);
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
  public @Nullable Map<String, String> namespaceLabels(String name) {
    return world.namespaceLabels(name);
  }

  @Override
  public @Nullable Resource object(GroupKind kind, String namespace, String name) {
    return world.object(kind, namespace, name);
  }

  @Override
  public Collection<Resource> objects(GroupKind kind, String namespace) {
    return world.objects(kind, namespace);
  }

  @Override
  public boolean follows(GroupKind kind) {
    return world.follows(kind);
  }

  @Override
  public Manifests manifests() {
    return world.manifests();
  }
}
