package dev.haetae.inventory;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;

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
}
