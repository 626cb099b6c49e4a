package dev.haetae.rule.storage;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PersistentVolume;

/** The files of an input besides that of the object that is judged. */
final class OtherFiles {
  private OtherFiles() {}

  /**
   * The other file that writes a volume; empty when the object's own does, or the cluster has it.
   *
   * @throws dev.haetae.inventory.UnreadableObjectException when several write it, and none of them
   *     is nearer than the others
   */
  static String of(PersistentVolume volume, Inventory inventory) {
    String file = inventory.manifests().elsewhere(GroupKind.PERSISTENT_VOLUME, "", volume.name());
    if (!file.isEmpty()) {
      var _ = inventory.volume(volume.name());
    }
    return file;
  }
}
