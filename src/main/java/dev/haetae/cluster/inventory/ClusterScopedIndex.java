package dev.haetae.cluster.inventory;

import dev.haetae.cluster.client.KindWatch;
import java.util.Set;

/** The memory of a kind whose objects live in no namespace: a name is all they have. */
interface ClusterScopedIndex extends KindIndex {
  /** The names of all objects; shows later changes. */
  Set<String> names();

  @Override
  default int count() {
    return names().size();
  }

  @Override
  default void retain(Set<String> keys) {
    for (String name : names()) {
      if (!keys.contains(KindWatch.key("", name))) {
        remove("", name);
      }
    }
  }
}
