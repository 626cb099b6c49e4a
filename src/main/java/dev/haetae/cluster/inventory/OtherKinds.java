package dev.haetae.cluster.inventory;

import dev.haetae.inventory.UnreadableObjects;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds whose objects are kept as what is read of them, such as LimitRanges. */
final class OtherKinds {
  private record Followed(ObjectIndex index, UnreadableObjects unreadable, KindMemory memory) {}

  // Filled before anybody reads.
  private final Map<GroupKind, Followed> kinds = new HashMap<>();

  void add(InventoryKind kind, ObjectIndex index, KindMemory memory) {
    kinds.put(kind.groupKind(), new Followed(index, memory.unreadable(), memory));
  }

  /** Returns whether what is not found of a kind does not exist. */
  boolean areKnown(GroupKind kind) {
    Followed followed = kinds.get(kind);
    return followed != null && followed.memory.isKnown();
  }

  /** An object; null when it is not there, or its kind is not known. */
  @Nullable Resource find(GroupKind kind, String namespace, String name) {
    Followed followed = kinds.get(kind);
    if (followed == null || !followed.memory.isKnown()) {
      return null;
    }
    Resource found = followed.index.find(namespace, name);
    if (found == null) {
      followed.unreadable.require(namespace, name);
      // It may have become readable between the two.
      return followed.index.find(namespace, name);
    }
    return found;
  }

  /** The objects of a namespace, by name; none of a kind that is not known. */
  Collection<Resource> in(GroupKind kind, String namespace) {
    Followed followed = kinds.get(kind);
    if (followed == null || !followed.memory.isKnown()) {
      return List.of();
    }
    followed.unreadable.requireAllOf(namespace);
    Collection<Resource> found = followed.index.in(namespace);
    followed.unreadable.requireAllOf(namespace);
    return found;
  }
}
