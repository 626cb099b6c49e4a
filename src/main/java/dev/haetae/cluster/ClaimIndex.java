package dev.haetae.cluster;

import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Claims by namespace and name. */
final class ClaimIndex implements KindIndex {
  private final CompactRecords compact;
  private final NamespacedObjects<PersistentVolumeClaim> claims = new NamespacedObjects<>();

  ClaimIndex(CompactRecords compact) {
    this.compact = compact;
  }

  /** The claim of this name; null when not found. */
  @Nullable PersistentVolumeClaim claim(String namespace, String name) {
    return claims.get(namespace, name);
  }

  /** The claims of a namespace, by name. */
  Collection<PersistentVolumeClaim> claims(String namespace) {
    return claims.in(namespace);
  }

  @Override
  public int count() {
    return claims.count();
  }

  @Override
  public boolean put(Resource resource, boolean labelled) {
    PersistentVolumeClaim claim = compact.of(PersistentVolumeClaim.of(resource));
    claims.put(claim.namespace(), claim.name(), claim);
    return true;
  }

  @Override
  public void remove(String namespace, String name) {
    claims.remove(namespace, name);
  }

  @Override
  public void retain(Set<String> keys) {
    claims.forEachBut(keys, this::remove);
  }
}
