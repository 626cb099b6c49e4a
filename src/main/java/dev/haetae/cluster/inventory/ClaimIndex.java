package dev.haetae.cluster.inventory;

import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Claims by namespace and name, and those without a volume by their class too. */
final class ClaimIndex implements KindIndex {
  private final CompactRecords compact;
  private final NamespacedObjects<PersistentVolumeClaim> claims = new NamespacedObjects<>();
  // A class takes the place of the namespace, namespace and name that of the name.
  private final NamespacedObjects<PersistentVolumeClaim> unbound = new NamespacedObjects<>();

  ClaimIndex(CompactRecords compact) {
    this.compact = compact;
  }

  @Nullable PersistentVolumeClaim claim(String namespace, String name) {
    return claims.get(namespace, name);
  }

  Collection<PersistentVolumeClaim> claims(String namespace) {
    return claims.in(namespace);
  }

  /** The claims without a volume that write this class, or none where it is empty. */
  Collection<PersistentVolumeClaim> unbound(String storageClass) {
    return unbound.in(storageClass);
  }

  @Override
  public int count() {
    return claims.count();
  }

  @Override
  public boolean put(Resource resource, boolean labelled) {
    PersistentVolumeClaim claim = compact.of(PersistentVolumeClaim.of(resource));
    PersistentVolumeClaim old = claims.put(claim.namespace(), claim.name(), claim);
    if (!claim.wasBound()) {
      unbound.put(classOf(claim), key(claim), claim);
    }
    if (old != null && (claim.wasBound() || !classOf(old).equals(classOf(claim)))) {
      unbound.remove(classOf(old), key(old));
    }
    return true;
  }

  @Override
  public void remove(String namespace, String name) {
    PersistentVolumeClaim old = claims.remove(namespace, name);
    if (old != null) {
      unbound.remove(classOf(old), key(old));
    }
  }

  private static String classOf(PersistentVolumeClaim claim) {
    String written = claim.storageClass();
    return written == null ? "" : written;
  }

  private static String key(PersistentVolumeClaim claim) {
    return claim.namespace() + '\0' + claim.name();
  }

  @Override
  public void retain(Set<String> keys) {
    claims.forEachBut(keys, this::remove);
  }
}
