package dev.haetae.inventory;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The name of an object of any kind.
 *
 * @param namespace empty for cluster-scoped kinds
 */
public record ManifestKey(GroupKind kind, String namespace, String name) {
  /** The name of an object. */
  public static ManifestKey of(Resource resource) {
    return new ManifestKey(resource.groupKind(), resource.namespace(), resource.name());
  }

  // By hand, as in GroupKind.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ManifestKey that
        && name.equals(that.name)
        && namespace.equals(that.namespace)
        && kind.equals(that.kind);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * kind.hashCode() + namespace.hashCode()) + name.hashCode();
  }
}
