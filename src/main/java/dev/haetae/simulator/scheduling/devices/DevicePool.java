package dev.haetae.simulator.scheduling.devices;

import dev.haetae.resource.Node;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

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
 * @param all those of the newest generation, reached or not: they share what they share
 * @param incomplete whether some slices are still to come
 * @param invalid whether a name is there twice
 */
record DevicePool(
    String id, List<Slice> slices, List<Slice> all, boolean incomplete, boolean invalid) {
  /**
   * A ResourceSlice.
   *
   * @param pool {@code driver/name} of its pool
   * @param generation the newest counts
   * @param slicesInPool how many the pool has in all
   * @param place the nodes that reach its devices
   * @param perDevice whether each device says that for itself
   * @param devices them
   * @param shared what the devices of the pool share, as far as this slice says it
   * @param shares whether several claims may have parts of one device
   */
  record Slice(
      String pool,
      long generation,
      long slicesInPool,
      DevicePlace place,
      boolean perDevice,
      List<Device> devices,
      CounterSets shared,
      boolean shares) {
    static Slice of(Resource resource) {
      ObjectView spec = resource.view().object("spec");
      ObjectView pool = spec.object("pool");
      String driver = spec.text("driver");
      String name = pool.text("name");
      List<Device> devices = new ArrayList<>();
      boolean shares = false;
      for (ObjectView device : spec.objects("devices")) {
        devices.add(Device.of(device, driver, name));
        shares |= device.flag("allowMultipleAllocations", false);
      }
      return new Slice(
          driver + '/' + name,
          pool.integer("generation", 0),
          pool.integer("resourceSliceCount", 0),
          DevicePlace.of(spec),
          spec.flag("perDeviceNodeSelection", false),
          List.copyOf(devices),
          CounterSets.shared(spec),
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
      List<Slice> same = new ArrayList<>();
      for (Slice slice : all) {
        boolean here = slice.pool().equals(id);
        obsolete |= here && slice.generation() > first.generation();
        if (here && slice.generation() == first.generation()) {
          same.add(slice);
        }
      }
      if (!obsolete) {
        boolean incomplete = same.size() != first.slicesInPool();
        pools.add(new DevicePool(id, slices, same, incomplete, hasNameTwice(slices)));
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

  /** Returns what is left of what its devices share, after those that are taken. */
  Map<String, BigDecimal> left(Predicate<Device> taken) {
    Map<String, BigDecimal> left = new HashMap<>();
    for (Slice slice : all) {
      slice.shared().addTo(left, false);
      for (Device device : slice.devices()) {
        if (taken.test(device)) {
          device.consumed().addTo(left, true);
        }
      }
    }
    return left;
  }
}
