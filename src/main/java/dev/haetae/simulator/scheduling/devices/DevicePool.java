package dev.haetae.simulator.scheduling.devices;

import dev.haetae.resource.Node;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A pool of devices as far as a node can reach them.
 *
 * <p>Mirrors {@code GatherPools} of {@code
 * staging/src/k8s.io/dynamic-resource-allocation/structured/internal/incubating/pools_incubating.go}:
 * slices of an older generation are passed over; a pool some of whose slices are not there is
 * incomplete, one that has a name twice is invalid.
 *
 * @param id {@code driver/name}
 * @param slices those of the newest generation that a node reaches, by name
 * @param incomplete whether some slices are still to come
 * @param invalid whether a name is there twice
 */
record DevicePool(String id, List<Slice> slices, boolean incomplete, boolean invalid) {
  /**
   * A ResourceSlice.
   *
   * @param pool {@code driver/name} of its pool
   * @param generation the newest counts
   * @param slicesInPool how many the pool has in all
   * @param place the nodes that reach its devices
   * @param perDevice whether each device says that for itself
   * @param devices them
   * @param shares whether devices of it take parts of something that they share
   */
  record Slice(
      String pool,
      long generation,
      long slicesInPool,
      DevicePlace place,
      boolean perDevice,
      List<Device> devices,
      boolean shares) {
    static Slice of(Resource resource) {
      ObjectView spec = resource.view().object("spec");
      ObjectView pool = spec.object("pool");
      String driver = spec.text("driver");
      String name = pool.text("name");
      List<Device> devices = new ArrayList<>();
      boolean shares = spec.has("sharedCounters");
      for (ObjectView device : spec.objects("devices")) {
        devices.add(Device.of(device, driver, name));
        shares |= device.has("consumesCounters") || device.flag("allowMultipleAllocations", false);
      }
      return new Slice(
          driver + '/' + name,
          pool.integer("generation", 0),
          pool.integer("resourceSliceCount", 0),
          DevicePlace.of(spec),
          spec.flag("perDeviceNodeSelection", false),
          List.copyOf(devices),
          shares);
    }

    private boolean isReachedFrom(Node node) {
      if (place.isWritten()) {
        return place.includes(node);
      }
      return perDevice && devices.stream().anyMatch(device -> device.place().includes(node));
    }

    /** Returns whether a node that reaches the slice has this device of it. */
    boolean gives(Device device, Node node) {
      return !perDevice || device.place().includes(node);
    }
  }

  /** The pools that a node reaches, by driver and name. */
  static List<DevicePool> of(List<Slice> all, Node node) {
    Map<String, List<Slice>> reached = new TreeMap<>();
    for (Slice slice : all) {
      if (slice.isReachedFrom(node)) {
        add(slice, reached.computeIfAbsent(slice.pool(), _ -> new ArrayList<>()));
      }
    }
    List<DevicePool> pools = new ArrayList<>();
    reached.forEach((id, slices) -> {
      Slice first = slices.getFirst();
      boolean obsolete = false;
      long count = 0;
      for (Slice slice : all) {
        boolean same = slice.pool().equals(id);
        obsolete |= same && slice.generation() > first.generation();
        count += same && slice.generation() == first.generation() ? 1 : 0;
      }
      if (!obsolete) {
        pools.add(new DevicePool(id, slices, count != first.slicesInPool(), hasNameTwice(slices)));
      }
    });
    return pools;
  }

  private static void add(Slice slice, List<Slice> to) {
    if (!to.isEmpty() && slice.generation() < to.getFirst().generation()) {
      return;
    }
    if (!to.isEmpty() && slice.generation() > to.getFirst().generation()) {
      to.clear();
    }
    to.add(slice);
  }

  private static boolean hasNameTwice(List<Slice> slices) {
    Set<String> names = new HashSet<>();
    for (Slice slice : slices) {
      for (Device device : slice.devices()) {
        if (!names.add(device.id().name())) {
          return true;
        }
      }
    }
    return false;
  }
}
