package dev.haetae.inventory;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The manifests of a snapshot.
 *
 * @param byKey by {@link #key}
 */
record WrittenManifests(Map<GroupKind, List<Resource>> byKind, Map<String, ParsedObject> byKey)
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
  public @Nullable Resource find(GroupKind kind, String namespace, String name) {
    ParsedObject found = byKey.get(key(kind, namespace, name));
    return found == null ? null : found.resource();
  }
}
