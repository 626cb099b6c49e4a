package dev.haetae.simulator.binding;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import org.jspecify.annotations.Nullable;

/**
 * The class that a claim gets which writes none.
 *
 * <p>Mirrors the admission plugin {@code plugin/pkg/admission/storage/storageclass/setdefault} and
 * {@code pkg/volume/util/storageclass.go}: of several default classes the newest wins, of equally
 * old ones the first by name; the empty class is a value and stays.
 */
public final class DefaultStorageClass {
  private DefaultStorageClass() {}

  /** The default class of the world; null when none is known. */
  public static @Nullable StorageClass of(Inventory inventory) {
    StorageClass best = null;
    for (StorageClass candidate : inventory.storageClasses()) {
      if (candidate.isDefault() && (best == null || isPreferred(candidate, best))) {
        best = candidate;
      }
    }
    return best;
  }

  /** The claim as the API server stores it when it is made: with the default class filled in. */
  public static PersistentVolumeClaim admit(PersistentVolumeClaim claim, Inventory inventory) {
    if (claim.storageClass() != null) {
      return claim;
    }
    StorageClass standard = of(inventory);
    return standard == null ? claim : claim.withStorageClass(standard.name());
  }

  // A class without a time of creation is a manifest: made later than any class that has one.
  private static boolean isPreferred(StorageClass candidate, StorageClass best) {
    if (candidate.created().equals(best.created())) {
      return candidate.name().compareTo(best.name()) < 0;
    }
    return !best.created().isEmpty()
        && (candidate.created().isEmpty() || candidate.created().compareTo(best.created()) > 0);
  }
}
