package dev.haetae.simulator.binding;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.Manifests;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.DeviceClass;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolume.ClaimReference;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.StorageClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A world in which volumes have been given to claims for good: what one claim has, the next cannot
 * get. Everything else is as in the world below it.
 */
public class BoundWorld implements Inventory {
  private final Inventory world;
  private final Map<String, PersistentVolume> given = new HashMap<>();
  private final Map<String, OfClass> byClass = new HashMap<>();
  private final Map<String, List<PersistentVolume>> byClaim = new HashMap<>();

  /** A world in which no volume has been given yet. */
  public BoundWorld(Inventory world) {
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

  /** Names an object of a namespace. */
  protected static String key(String namespace, String name) {
    return namespace + '/' + name;
  }

  /** Gives a volume to a claim, for good. */
  public void bind(PersistentVolume volume, PersistentVolumeClaim claim) {
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
    return world.nodeLoads();
  }

  @Override
  public List<PlacedPod> podsOn(String node) {
    return world.podsOn(node);
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
  public @Nullable Resource object(GroupKind kind, String namespace, String name) {
    return world.object(kind, namespace, name);
  }

  @Override
  public Collection<Resource> objects(GroupKind kind, String namespace) {
    return world.objects(kind, namespace);
  }

  @Override
  public Manifests manifests() {
    return world.manifests();
  }
}
