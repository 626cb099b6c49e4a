package dev.haetae.simulator.scheduling.devices;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.simulator.scheduling.devices.DeviceClaim.Alternative;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The selection of devices by the expressions of classes and requests, each asked once. */
final class DeviceSelection {
  private final Inventory inventory;
  private final DeviceExpressions expressions;
  private final Map<String, List<String>> ofClasses = new HashMap<>();
  private final Map<Asked, Boolean> answers = new HashMap<>();
  private final TreeSet<String> unknown = new TreeSet<>();

  private record Asked(String expression, Device.Id device) {}

  DeviceSelection(Inventory inventory, DeviceExpressions expressions) {
    this.inventory = inventory;
    this.expressions = expressions;
  }

  /** The expressions that could not be evaluated, and were taken to select every device. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  /**
   * Returns whether a device is what an alternative asks for.
   *
   * @throws DeviceErrorException when an expression fails on it
   */
  boolean selects(DeviceClaim claim, Alternative alternative, Device device) {
    String className = alternative.className();
    return holds(ofClass(className), device, "class " + className)
        && holds(alternative.selectors(), device, "claim " + claim.key());
  }

  private List<String> ofClass(String name) {
    return ofClasses.computeIfAbsent(
        name,
        _ -> {
          Resource found = inventory.object(GroupKind.DEVICE_CLASS, "", name);
          return found == null ? List.of() : DeviceClaim.expressions(found.view().object("spec"));
        });
  }

  private boolean holds(List<String> all, Device device, String whose) {
    for (int i = 0; i < all.size(); i++) {
      if (!holds(all.get(i), device, whose, i)) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(String expression, Device device, String whose, int index) {
    Asked asked = new Asked(expression, device.id());
    Boolean known = answers.get(asked);
    if (known != null) {
      return known;
    }
    inventory.spend(1 + expression.length() / 16);
    boolean holds;
    try {
      holds = expressions.matches(expression, device);
    } catch (UnknownExpressionException e) {
      unknown.add(e.expression());
      holds = true;
    } catch (DeviceErrorException e) {
      throw new DeviceErrorException(
          whose
              + ": selector #"
              + index
              + " on device "
              + device.id()
              + ": CEL runtime error: "
              + e.words());
    }
    answers.put(asked, holds);
    return holds;
  }
}
