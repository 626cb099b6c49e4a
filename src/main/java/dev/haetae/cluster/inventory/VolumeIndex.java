package dev.haetae.cluster.inventory;

import dev.haetae.cluster.client.NamespacedName;
import dev.haetae.inventory.Exports;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolume.ClaimReference;
import dev.haetae.resource.Resource;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Volumes by name, by class, by the claim they are promised to, and by where their data lies. */
final class VolumeIndex implements ClusterScopedIndex {
  private static final Comparator<PersistentVolume> BY_NAME =
      Comparator.comparing(PersistentVolume::name);

  // Ordered, so that a table copes with handles that were chosen to have one hash.
  private record Handle(String driver, String handle) implements Comparable<Handle> {
    @Override
    public int compareTo(Handle other) {
      int order = handle.compareTo(other.handle);
      return order == 0 ? driver.compareTo(other.driver) : order;
    }
  }

  private final CompactRecords compact;
  private final ConcurrentSkipListMap<String, PersistentVolume> volumes =
      new ConcurrentSkipListMap<>();
  private final NamedLists<String, PersistentVolume> byClass = new NamedLists<>(BY_NAME);
  private final NamedLists<NamespacedName, PersistentVolume> byClaim = new NamedLists<>(BY_NAME);
  private final NamedLists<Handle, PersistentVolume> byHandle = new NamedLists<>(BY_NAME);
  private final Exports exports = new Exports();

  VolumeIndex(CompactRecords compact) {
    this.compact = compact;
  }

  @Nullable PersistentVolume volume(String name) {
    return volumes.get(name);
  }

  Collection<PersistentVolume> volumes() {
    return Collections.unmodifiableCollection(volumes.values());
  }

  /** The volumes of a class, by name; the empty class is that of volumes without one. */
  List<PersistentVolume> ofClass(String storageClass) {
    return byClass.get(storageClass);
  }

  /** The volumes whose claimRef names this claim, by name. */
  List<PersistentVolume> promisedTo(String namespace, String claim) {
    return byClaim.get(new NamespacedName(namespace, claim));
  }

  /** The volumes of a CSI driver with this handle, by name. */
  List<PersistentVolume> ofHandle(String driver, String handle) {
    return byHandle.get(new Handle(driver, handle));
  }

  /** The volumes whose NFS export is this one, holds it or lies in it, by name. */
  List<PersistentVolume> overlapping(NfsExport export) {
    return exports.overlapping(export);
  }

  @Override
  public Set<String> names() {
    return volumes.keySet();
  }

  @Override
  public boolean put(Resource resource, boolean labelled) {
    PersistentVolume volume = compact.of(PersistentVolume.of(resource), labelled);
    PersistentVolume old = volumes.put(volume.name(), volume);
    if (volume.equals(old)) {
      return true;
    }
    // The new before the old goes: no reader finds it in neither place.
    add(volume);
    if (old != null) {
      forget(old, volume);
    }
    return true;
  }

  @Override
  public void remove(String namespace, String name) {
    PersistentVolume old = volumes.remove(name);
    if (old != null) {
      forget(old, null);
    }
  }

  private void add(PersistentVolume volume) {
    byClass.add(volume.storageClass(), volume);
    NamespacedName claim = claim(volume);
    if (claim != null) {
      byClaim.add(claim, volume);
    }
    Handle handle = handle(volume);
    if (handle != null) {
      byHandle.add(handle, volume);
    }
    exports.add(volume);
  }

  // Where it was and is no more; what is there now has taken its place elsewhere.
  private void forget(PersistentVolume old, @Nullable PersistentVolume now) {
    if (now == null || !old.storageClass().equals(now.storageClass())) {
      byClass.remove(old.storageClass(), old);
    }
    NamespacedName claim = claim(old);
    if (claim != null && (now == null || !claim.equals(claim(now)))) {
      byClaim.remove(claim, old);
    }
    Handle handle = handle(old);
    if (handle != null && (now == null || !handle.equals(handle(now)))) {
      byHandle.remove(handle, old);
    }
    if (now == null || !Objects.equals(old.source().export(), now.source().export())) {
      exports.remove(old);
    }
  }

  private static @Nullable NamespacedName claim(PersistentVolume volume) {
    ClaimReference claim = volume.claim();
    return claim == null ? null : new NamespacedName(claim.namespace(), claim.name());
  }

  private static @Nullable Handle handle(PersistentVolume volume) {
    PersistentVolume.Source source = volume.source();
    return source.handle().isEmpty() ? null : new Handle(source.driver(), source.handle());
  }
}
