package dev.haetae.inventory;

import dev.haetae.inventory.UnreadableObjects.ObjectKey;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.PersistentVolume;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The volumes of a world that was read from files, by what they are looked up by. */
final class SnapshotVolumes {
  private final TreeMap<String, PersistentVolume> byName = new TreeMap<>();
  private final Map<String, List<PersistentVolume>> byClass = new HashMap<>();
  private final Map<ObjectKey, List<PersistentVolume>> byClaim = new HashMap<>();
  private final Map<ObjectKey, List<PersistentVolume>> byHandle = new HashMap<>();
  private final Exports exports = new Exports();

  /** Adds a volume; in the order of names. */
  void add(PersistentVolume volume) {
    byName.put(volume.name(), volume);
    add(byClass, volume.storageClass(), volume);
    PersistentVolume.ClaimReference claim = volume.claim();
    if (claim != null) {
      add(byClaim, new ObjectKey(claim.namespace(), claim.name()), volume);
    }
    PersistentVolume.Source source = volume.source();
    if (!source.handle().isEmpty()) {
      add(byHandle, new ObjectKey(source.driver(), source.handle()), volume);
    }
    exports.add(volume);
  }

  private static <K> void add(
      Map<K, List<PersistentVolume>> lists, K key, PersistentVolume volume) {
    lists.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(volume);
  }

  @Nullable PersistentVolume named(String name) {
    return byName.get(name);
  }

  Collection<PersistentVolume> all() {
    return byName.values();
  }

  List<PersistentVolume> ofClass(String storageClass) {
    return byClass.getOrDefault(storageClass, List.of());
  }

  List<PersistentVolume> promisedTo(String namespace, String claim) {
    return byClaim.getOrDefault(new ObjectKey(namespace, claim), List.of());
  }

  List<PersistentVolume> ofHandle(String driver, String handle) {
    return byHandle.getOrDefault(new ObjectKey(driver, handle), List.of());
  }

  List<PersistentVolume> overlapping(NfsExport export) {
    return exports.overlapping(export);
  }
}
