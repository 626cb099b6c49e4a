package dev.haetae.cluster.policy;

import dev.haetae.cluster.client.Extent;
import dev.haetae.cluster.client.KindWatch;
import dev.haetae.resource.Resource;

/**
 * The memory of a kind of our own, which an API server need not have and which has room for all.
 */
abstract class OwnMemory implements KindWatch.Memory {
  private final Runnable missed;

  /**
   * A memory.
   *
   * @param missed is run at every attempt while the API server does not have the kind
   */
  OwnMemory(Runnable missed) {
    this.missed = missed;
  }

  /** Keeps an object in place of an earlier one of its name. */
  abstract void keep(Resource resource);

  @Override
  public final String put(Resource resource, Extent extent) {
    keep(resource);
    return "";
  }

  @Override
  public final boolean absent() {
    missed.run();
    return true;
  }
}
