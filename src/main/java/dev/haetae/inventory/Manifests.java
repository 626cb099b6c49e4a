package dev.haetae.inventory;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The manifests of a world that was read from files: its objects of every kind, as they were
 * written. A live world has none; what depends on them is advice at most.
 */
public interface Manifests {
  /** The manifests of a world that was not read from files. */
  Manifests NONE =
      new Manifests() {
        @Override
        public List<Resource> of(GroupKind kind) {
          return List.of();
        }

        @Override
        public @Nullable Resource find(GroupKind kind, String namespace, String name) {
          return null;
        }
      };

  /** The objects of this kind, by namespace and name. */
  List<Resource> of(GroupKind kind);

  /**
   * The objects of this kind in a namespace, by name.
   *
   * @param namespace empty for cluster-scoped kinds
   */
  default List<Resource> of(GroupKind kind, String namespace) {
    return of(kind).stream().filter(there -> there.namespace().equals(namespace)).toList();
  }

  /**
   * The object of this kind and name; null when there is none.
   *
   * @param namespace empty for cluster-scoped kinds
   */
  @Nullable Resource find(GroupKind kind, String namespace, String name);

  /**
   * The file of the input that writes this object, where that is another than the file of the
   * object that is judged; empty where it is not, or where the cluster has the object.
   *
   * @param namespace empty for cluster-scoped kinds
   */
  default String elsewhere(GroupKind kind, String namespace, String name) {
    return "";
  }
}
