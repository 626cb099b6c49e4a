package dev.haetae.rule.storage;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.NamePatterns;
import dev.haetae.simulator.binding.DefaultStorageClass;
import dev.haetae.simulator.binding.ProvisionerRefusal;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The class to recommend to a claim: one that exists and whose provisioner makes volumes on NFS, so
 * that no other rule refuses what this one has advised.
 */
final class NfsClass {
  private static final NamePatterns SHIPPED = NamePatterns.of(SharedStorage.PROVISIONERS);

  private NfsClass() {}

  /** Says to write such a class, by the provisioners of a policy. */
  static Sentence remedy(Inventory inventory, SharedStorage wanted, String otherwise) {
    return remedy(find(inventory, wanted::isMadeBy), otherwise);
  }

  /** The same by the provisioners that are known as shipped, for rules that know no others. */
  static Sentence remedy(Inventory inventory, PersistentVolumeClaim claim, String otherwise) {
    return remedy(serves(claim) ? find(inventory, SHIPPED::include) : null, otherwise);
  }

  private static Sentence remedy(@Nullable StorageClass found, String otherwise) {
    return found == null
        ? Sentence.of(otherwise)
        : Sentence.of("write storageClassName: %q", found.name());
  }

  /** Returns whether such a class makes a volume for a claim like this one. */
  static boolean serves(PersistentVolumeClaim claim) {
    return claim.volumeName().isEmpty() && ProvisionerRefusal.of(claim) == null;
  }

  /** The default class if it will do, else the first by name; null when none does. */
  static @Nullable StorageClass find(Inventory inventory, Predicate<String> provisioners) {
    StorageClass standard = DefaultStorageClass.of(inventory);
    if (standard != null && provisioners.test(standard.provisioner())) {
      return standard;
    }
    for (StorageClass one : inventory.storageClasses()) {
      if (provisioners.test(one.provisioner())) {
        return one;
      }
    }
    return null;
  }

  /** Returns whether the class of this name makes volumes elsewhere, while another is there. */
  static boolean isWorse(String name, Inventory inventory, Predicate<String> provisioners) {
    StorageClass named = inventory.storageClass(name);
    return named != null
        && named.provisions()
        && !provisioners.test(named.provisioner())
        && find(inventory, provisioners) != null;
  }

  /** Returns the same by the provisioners that are known as shipped. */
  static boolean isWorse(String name, Inventory inventory) {
    return isWorse(name, inventory, SHIPPED::include);
  }
}
