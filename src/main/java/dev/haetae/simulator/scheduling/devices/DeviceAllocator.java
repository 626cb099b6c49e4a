package dev.haetae.simulator.scheduling.devices;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Node;
import dev.haetae.resource.Taint;
import dev.haetae.resource.Tolerations;
import dev.haetae.simulator.scheduling.devices.Device.Attribute;
import dev.haetae.simulator.scheduling.devices.DeviceClaim.Alternative;
import dev.haetae.simulator.scheduling.devices.DeviceClaim.Constraint;
import dev.haetae.simulator.scheduling.devices.DeviceClaim.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The search for the devices of claims on one node: claim by claim, request by request, the first
 * devices by pool, slice and place with which everything can be had.
 *
 * <p>Mirrors {@code
 * staging/src/k8s.io/dynamic-resource-allocation/structured/internal/incubating/allocator_incubating.go}.
 * Capacities of devices that several claims may have parts of are not looked at.
 */
final class DeviceAllocator {
  private static final int MOST_DEVICES = 32;
  // No pod names so many, and each takes some of the stack.
  private static final int MOST_CLAIMS = 64;
  // A search that has not ended by then ends without devices, as the scheduler's does by time.
  private static final int MOST_STEPS = 200_000;

  private final Inventory inventory;
  private final DeviceSelection selection;
  private final Node node;
  private final List<DevicePool> pools;
  private final Set<Device.Id> taken;
  private final List<DeviceClaim> claims;
  private final Map<Device.Id, Set<Integer>> chosenFor = new HashMap<>();
  private final List<List<Choice>> result = new ArrayList<>();
  private final IdentityHashMap<Alternative, List<Device>> allDevices = new IdentityHashMap<>();
  private int steps;

  /**
   * A device that is given to a request.
   *
   * @param device the device
   * @param request the request
   * @param alternative which of its alternatives
   */
  record Choice(Device device, Request request, Alternative alternative) {}

  DeviceAllocator(
      Inventory inventory,
      DeviceSelection selection,
      Node node,
      List<DevicePool> pools,
      Set<Device.Id> taken,
      List<DeviceClaim> claims) {
    this.inventory = inventory;
    this.selection = selection;
    this.node = node;
    this.pools = pools;
    this.taken = taken;
    this.claims = claims;
  }

  /**
   * Returns the devices of each claim; null when they cannot all be had.
   *
   * @throws DeviceErrorException when a claim cannot be dealt with
   */
  @Nullable List<List<Choice>> allocate() {
    if (claims.size() > MOST_CLAIMS) {
      throw new DeviceErrorException("the pod names more than " + MOST_CLAIMS + " claims");
    }
    for (DeviceClaim claim : claims) {
      result.add(new ArrayList<>());
      long least = 0;
      for (Request request : claim.requests()) {
        long ofRequest = Long.MAX_VALUE;
        for (Alternative alternative : request.alternatives()) {
          ofRequest = Math.min(ofRequest, count(claim, alternative));
        }
        least += ofRequest;
      }
      if (least > MOST_DEVICES) {
        throw new DeviceErrorException(
            "claim "
                + claim.key()
                + ": number of requested devices "
                + least
                + " exceeds the claim limit of "
                + MOST_DEVICES);
      }
    }
    return request(0, 0) ? result : null;
  }

  private long count(DeviceClaim claim, Alternative alternative) {
    if (!alternative.all()) {
      return alternative.count();
    }
    List<Device> devices = new ArrayList<>();
    for (DevicePool pool : pools) {
      if (pool.incomplete() || pool.invalid()) {
        throw new DeviceErrorException(
            "claim "
                + claim.key()
                + ", request "
                + alternative.name()
                + ": asks for all devices, but resource pool "
                + pool.id()
                + " is currently "
                + (pool.incomplete() ? "being updated" : "invalid"));
      }
      for (DevicePool.Slice slice : pool.slices()) {
        for (Device device : slice.devices()) {
          if (slice.gives(device, node) && selection.selects(claim, alternative, device)) {
            devices.add(device);
          }
        }
      }
    }
    allDevices.put(alternative, devices);
    return devices.size();
  }

  // Whether this request of this claim and all after it can have their devices.
  private boolean request(int claim, int index) {
    if (claim >= claims.size()) {
      return true;
    }
    List<Request> requests = claims.get(claim).requests();
    if (index >= requests.size()) {
      return request(claim + 1, 0);
    }
    for (Alternative alternative : requests.get(index).alternatives()) {
      if (alternative(new At(claim, index, alternative), 0)) {
        return true;
      }
    }
    return false;
  }

  private record At(int claim, int request, Alternative alternative) {}

  private boolean alternative(At at, int device) {
    inventory.spend(1);
    if (++steps > MOST_STEPS) {
      return false;
    }
    List<Device> all = allDevices.get(at.alternative());
    if (all != null && all.isEmpty()) {
      return false;
    }
    long wanted = all == null ? at.alternative().count() : all.size();
    if (device >= wanted) {
      return request(at.claim(), at.request() + 1);
    }
    if (result.get(at.claim()).size() + wanted - device > MOST_DEVICES) {
      return false;
    }
    if (all != null) {
      return take(at, device, all.get(device), true);
    }
    for (DevicePool pool : pools) {
      if (!pool.incomplete() && !pool.invalid() && takeFrom(pool, at, device)) {
        return true;
      }
    }
    return false;
  }

  private boolean takeFrom(DevicePool pool, At at, int device) {
    DeviceClaim claim = claims.get(at.claim());
    for (DevicePool.Slice slice : pool.slices()) {
      for (Device one : slice.devices()) {
        if (isFree(one, at)
            && selection.selects(claim, at.alternative(), one)
            && slice.gives(one, node)
            && take(at, device, one, false)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isFree(Device device, At at) {
    Set<Integer> by = chosenFor.getOrDefault(device.id(), Set.of());
    return at.alternative().admin()
        ? !by.contains(at.claim())
        : by.isEmpty() && !taken.contains(device.id());
  }

  private boolean take(At at, int index, Device device, boolean must) {
    DeviceClaim claim = claims.get(at.claim());
    Request request = claim.requests().get(at.request());
    if (!isFree(device, at) || !tolerates(device, at.alternative()) || !sharesAreLeft(device)) {
      return false;
    }
    for (Constraint constraint : claim.constraints()) {
      if (!allows(constraint, at, request, device)) {
        if (must) {
          throw new DeviceErrorException(
              "claim "
                  + claim.key()
                  + ", request "
                  + at.alternative().name()
                  + ": cannot add device "
                  + device.id()
                  + " because a claim constraint would not be satisfied");
        }
        return false;
      }
    }
    List<Choice> chosen = result.get(at.claim());
    chosen.add(new Choice(device, request, at.alternative()));
    chosenFor.computeIfAbsent(device.id(), _ -> new HashSet<>()).add(at.claim());
    if (alternative(at, index + 1)) {
      return true;
    }
    chosen.removeLast();
    chosenFor.getOrDefault(device.id(), Set.of()).remove(at.claim());
    return false;
  }

  private boolean sharesAreLeft(Device device) {
    if (device.consumed().amounts().isEmpty()) {
      return true;
    }
    String pool = device.id().driver() + '/' + device.id().pool();
    for (DevicePool one : pools) {
      if (one.id().equals(pool)) {
        return device.consumed().areIn(one.left(this::isTaken));
      }
    }
    return false;
  }

  private boolean isTaken(Device device) {
    inventory.spend(1);
    return taken.contains(device.id()) || !chosenFor.getOrDefault(device.id(), Set.of()).isEmpty();
  }

  private boolean allows(Constraint constraint, At at, Request request, Device device) {
    if (!constraint.isAbout(request, at.alternative())) {
      return true;
    }
    Attribute attribute = device.attribute(constraint.attribute());
    if (attribute == null) {
      return false;
    }
    for (Choice choice : result.get(at.claim())) {
      if (constraint.isAbout(choice.request(), choice.alternative())) {
        boolean same = attribute.equals(choice.device().attribute(constraint.attribute()));
        if (same == constraint.distinct()) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean tolerates(Device device, Alternative alternative) {
    if (device.taints().isEmpty()) {
      return true;
    }
    Tolerations tolerations = Tolerations.of(alternative.tolerations());
    for (Taint taint : device.taints()) {
      boolean keepsOff = taint.effect().equals("NoSchedule") || taint.effect().equals("NoExecute");
      if (keepsOff && !tolerations.tolerate(taint)) {
        return false;
      }
    }
    return true;
  }
}
