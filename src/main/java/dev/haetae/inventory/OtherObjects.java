package dev.haetae.inventory;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The objects of every kind that a world was read from, as they were written. */
final class OtherObjects implements Manifests {
  private final Map<GroupKind, List<Resource>> byKind = new HashMap<>();
  private final TreeMap<String, ParsedObject> byKey;

  /** The objects by {@link #key}; {@link #of(GroupKind)} gives those that are added. */
  OtherObjects(TreeMap<String, ParsedObject> byKey) {
    this.byKey = byKey;
  }

  /** The key of an object, in the order of kinds, namespaces and names. */
  static String key(GroupKind kind, String namespace, String name) {
    return prefix(kind, namespace) + name;
  }

  private static String prefix(GroupKind kind, String namespace) {
    return kind + "\0" + namespace + '\0';
  }

  void add(Resource resource) {
    byKind.computeIfAbsent(resource.groupKind(), _ -> new ArrayList<>(1)).add(resource);
  }

  @Override
  public List<Resource> of(GroupKind kind) {
    return byKind.getOrDefault(kind, List.of());
  }

  @Override
  public List<Resource> of(GroupKind kind, String namespace) {
    if (!byKind.containsKey(kind)) {
      return List.of();
    }
    String from = prefix(kind, namespace);
    String to = kind + "\0" + namespace + '\1';
    List<Resource> found = new ArrayList<>();
    for (ParsedObject object : byKey.subMap(from, to).values()) {
      if (!(object.content() instanceof ParsedObject.Unreadable)) {
        found.add(object.resource());
      }
    }
    return found;
  }

  @Override
  public @Nullable Resource find(GroupKind kind, String namespace, String name) {
    ParsedObject found = byKey.get(key(kind, namespace, name));
    return found == null ? null : found.resource();
  }
}
