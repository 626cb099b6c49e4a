package dev.haetae.simulator.binding;

import dev.haetae.inventory.ForwardingInventory;
import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolume.ClaimReference;
import dev.haetae.resource.PersistentVolumeClaim;
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
public class BoundWorld extends ForwardingInventory {
  private final Map<String, PersistentVolume> given = new HashMap<>();
  private final Map<String, OfClass> byClass = new HashMap<>();
  private final Map<String, List<PersistentVolume>> byClaim = new HashMap<>();

  /** A world in which no volume has been given yet. */
  public BoundWorld(Inventory world) {
    super(world);
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
        volume.withClaim(new ClaimReference(claim.namespace(), claim.name(), ""));
    given.put(volume.name(), promised);
    byClass
        .computeIfAbsent(volume.storageClass(), name -> new OfClass(world().volumesByClass(name)))
        .replace(promised);
    byClaim
        .computeIfAbsent(
            key(claim.namespace(), claim.name()),
            _ -> new ArrayList<>(world().volumesPromisedTo(claim.namespace(), claim.name())))
        .add(promised);
  }

  @Override
  public @Nullable PersistentVolume volume(String name) {
    PersistentVolume promised = given.get(name);
    return promised == null ? world().volume(name) : promised;
  }

  @Override
  public Collection<PersistentVolume> volumes() {
    if (given.isEmpty()) {
      return world().volumes();
    }
    // In order again, with those that are given in place of those that were free.
    TreeMap<String, PersistentVolume> volumes = new TreeMap<>();
    for (PersistentVolume volume : world().volumes()) {
      volumes.put(volume.name(), volume);
    }
    volumes.putAll(given);
    return volumes.values();
  }

  @Override
  public List<PersistentVolume> volumesByClass(String storageClass) {
    OfClass changed = byClass.get(storageClass);
    if (changed == null) {
      return world().volumesByClass(storageClass);
    }
    world().spend(changed.volumes.size());
    return changed.volumes;
  }

  @Override
  public List<PersistentVolume> volumesPromisedTo(String namespace, String claim) {
    List<PersistentVolume> changed = byClaim.get(key(namespace, claim));
    return changed == null ? world().volumesPromisedTo(namespace, claim) : changed;
  }
}
