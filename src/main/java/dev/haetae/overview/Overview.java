package dev.haetae.overview;

import dev.haetae.inventory.Census;
import dev.haetae.inventory.Inventory;
import java.util.SortedMap;

/**
 * All that is shown of a world.
 *
 * @param isClosed whether what is not in it does not exist
 * @param numbers the first screen
 * @param gpus who holds which GPU
 * @param storage which claim lies on which export
 * @param nodePorts who holds which node port
 * @param pending which pods have no node, and why
 * @param unreadable the number of objects that are there and cannot be read, by kind; they are
 *     missing in all of the above
 */
public record Overview(
    boolean isClosed,
    OverviewNumbers numbers,
    GpuMap gpus,
    StorageMap storage,
    NodePortMap nodePorts,
    PendingPods pending,
    SortedMap<String, Integer> unreadable) {

  /**
   * The overview of a world.
   *
   * @param census the objects of the same world
   */
  public static Overview of(Inventory world, Census census, OverviewSettings settings) {
    ReadableWorld readable = new ReadableWorld(world, census);
    ClaimUsers users = new ClaimUsers(census);
    GpuSurvey gpus = new GpuSurvey(readable, census, settings);
    ClaimSurvey claims = new ClaimSurvey(readable, census, settings, users);
    PendingSurvey pending = new PendingSurvey(readable, census, settings, claims);
    NodePortMap nodePorts = NodePortSurvey.of(census, settings);
    return new Overview(
        world.isClosed(),
        new NumberSurvey(census, gpus, claims, pending).numbers(nodePorts),
        gpus.map(),
        new StorageSurvey(census, world.isClosed(), users).map(claims.unbound()),
        nodePorts,
        pending.pods(),
        census.unreadable());
  }
}
