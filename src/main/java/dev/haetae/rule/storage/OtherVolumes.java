package dev.haetae.rule.storage;

import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.tree.Sentence;
import org.jspecify.annotations.Nullable;

/** The volumes that have something in common with one, for a message that names the first. */
final class OtherVolumes {
  private final PersistentVolume volume;
  private @Nullable PersistentVolume first;
  private int count;

  OtherVolumes(PersistentVolume volume) {
    this.volume = volume;
  }

  /** Adds another volume; not the same one, nor one that is about to go. */
  void add(PersistentVolume other) {
    if (other.name().equals(volume.name()) || other.terminating()) {
      return;
    }
    first = first == null ? other : first;
    count++;
  }

  boolean isEmpty() {
    return first == null;
  }

  /** {@code volume "a" and 3 more}. */
  Sentence names() {
    Sentence names = Sentence.of("volume %q", first == null ? "" : first.name());
    return count > 1 ? names.then(" and %s more", count - 1) : names;
  }
}
