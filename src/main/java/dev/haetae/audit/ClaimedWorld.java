package dev.haetae.audit;

import dev.haetae.inventory.ForwardingInventory;
import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolumeClaim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A world with claims that are about to be made, as far as they are not there already. */
final class ClaimedWorld extends ForwardingInventory {
  private final List<PersistentVolumeClaim> claims;

  ClaimedWorld(Inventory world, List<PersistentVolumeClaim> claims) {
    super(world);
    this.claims = List.copyOf(claims);
  }

  @Override
  public @Nullable PersistentVolumeClaim claim(String namespace, String name) {
    PersistentVolumeClaim there = super.claim(namespace, name);
    if (there == null) {
      for (PersistentVolumeClaim claim : claims) {
        if (claim.namespace().equals(namespace) && claim.name().equals(name)) {
          return claim;
        }
      }
    }
    return there;
  }
}
