package dev.haetae.rule.storage;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import dev.haetae.schema.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The names that were meant where names are written that do not exist. Each search compares a name
 * with all there are, letter by letter: few are made for one object, and none for long names.
 */
final class NearNames {
  /** The most different names that are searched for. */
  static final int MOST_SEARCHES = 5;

  private static final int MOST_NAMES = 200;
  private static final int LONGEST_NAME = 128;
  private static final int LETTERS_PER_STEP = 16;

  private final Inventory inventory;
  // By kind and written name.
  private final Map<String, Optional<String>> found = new HashMap<>(0);

  NearNames(Inventory inventory) {
    this.inventory = inventory;
  }

  /** The claim of a namespace that was meant; empty when none is near, or none is searched for. */
  Optional<String> claim(String namespace, String written) {
    return nearest(
        "claim/" + namespace + '/' + written,
        written,
        inventory.claims(namespace),
        PersistentVolumeClaim::name);
  }

  /** The volume that was meant. */
  Optional<String> volume(String written) {
    return nearest("volume/" + written, written, inventory.volumes(), PersistentVolume::name);
  }

  /** The class that was meant. */
  Optional<String> storageClass(String written) {
    return nearest("class/" + written, written, inventory.storageClasses(), StorageClass::name);
  }

  private <T> Optional<String> nearest(
      String key, String written, Iterable<T> objects, Function<T, String> name) {
    Optional<String> known = found.get(key);
    if (known != null) {
      return known;
    }
    if (written.isEmpty() || written.length() > LONGEST_NAME || found.size() == MOST_SEARCHES) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (T object : objects) {
      if (names.size() == MOST_NAMES) {
        break;
      }
      if (couldBe(name.apply(object), written)) {
        names.add(name.apply(object));
        // Letters of one with letters of the other.
        inventory.spend((long) written.length() * written.length() / LETTERS_PER_STEP);
      }
    }
    Optional<String> near = Suggestions.nearest(written, names);
    found.put(key, near);
    return near;
  }

  // No more than a third of a name is misspelt; what is left out is at its end.
  private static boolean couldBe(String name, String written) {
    int difference = Math.abs(name.length() - written.length());
    return name.length() <= LONGEST_NAME
        && (difference <= Math.max(1, written.length() / 3)
            || name.startsWith(written)
            || written.startsWith(name));
  }
}
