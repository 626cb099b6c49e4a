package dev.haetae.inventory;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The manifests of a snapshot.
 *
 * @param byKey by {@link #key}
 */
record WrittenManifests(
    Map<GroupKind, List<Resource>> byKind, SortedMap<String, ParsedObject> byKey)
    implements Manifests {
  /** Names an object, so that those of a kind come by namespace and name. */
  static String key(GroupKind kind, String namespace, String name) {
    return kind + "\0" + namespace + '\0' + name;
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
    List<Resource> found = new ArrayList<>();
    String from = key(kind, namespace, "");
    String to = kind + "\0" + namespace + '\1';
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
