package dev.haetae.overview;

import dev.haetae.inventory.Census;
import dev.haetae.inventory.Inventory;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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

  /** The overview of a world. */
  public static Overview of(Inventory world, Census census, OverviewSettings settings) {
    int ports = settings.nodePorts().last() - settings.nodePorts().first() + 1;
    return new Overview(
        world.isClosed(),
        new OverviewNumbers(
            census.nodes().size(),
            census.pods().size(),
            0,
            0,
            census.claims().size(),
            0,
            0,
            census.volumes().size(),
            0,
            0,
            0,
            0,
            ports,
            0,
            Rows.of(List.of())),
        new GpuMap(Rows.of(List.of()), Rows.of(List.of()), List.of()),
        new StorageMap(
            Rows.of(List.of()),
            Rows.of(List.of()),
            Rows.of(List.of()),
            new TreeMap<>(),
            new TreeMap<>()),
        new NodePortMap(
            settings.nodePorts().first(),
            settings.nodePorts().last(),
            settings.nodePorts().lastOfStaticBand(),
            0,
            ports,
            settings.nodePorts().first(),
            List.of(),
            Rows.of(List.of()),
            Rows.of(List.of())),
        new PendingPods(0, new TreeMap<>(), Rows.of(List.of())),
        census.unreadable());
  }
}
