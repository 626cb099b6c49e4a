package dev.haetae.audit;

import dev.haetae.inventory.ForwardingInventory;
import dev.haetae.inventory.Inventory;

/** A world in which nothing is held for what is only looked at. */
final class AuditedWorld extends ForwardingInventory {
  AuditedWorld(Inventory world) {
    super(world);
  }

  /** What an audit repairs nobody creates: its node ports are free for those who do. */
  @Override
  public boolean reserveNodePort(int port, String service) {
    return true;
  }
}
