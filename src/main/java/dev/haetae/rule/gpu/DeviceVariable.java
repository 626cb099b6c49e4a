package dev.haetae.rule.gpu;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.ObjectValue;
import java.util.List;

/**
 * A variable by which a container names the devices that it is to see.
 *
 * @param name such as {@code NVIDIA_VISIBLE_DEVICES}
 * @param vendor how the names of the vendor's resources begin; empty when it is not known whose
 *     variable it is
 * @param filters whether it only chooses among the devices that a container has, and hands out none
 */
record DeviceVariable(String name, String vendor, boolean filters) {
  private static final List<String> VENDORS =
      List.of("nvidia.com/", "amd.com/", "gpu.intel.com/", "habana.ai/", "huawei.com/");

  // More than any node has, and far from where a sum of them overflows.
  private static final long MOST = 1L << 32;

  /** The variable of this name. */
  static DeviceVariable of(String name) {
    int end = name.indexOf('_');
    return switch (end < 0 ? "" : name.substring(0, end)) {
      case "NVIDIA" -> new DeviceVariable(name, "nvidia.com/", false);
      case "AMD" -> new DeviceVariable(name, "amd.com/", false);
      case "HABANA" -> new DeviceVariable(name, "habana.ai/", false);
      case "ASCEND" -> new DeviceVariable(name, "huawei.com/", false);
      // Read by the libraries within the container, not by the runtime.
      case "HIP", "ROCR" -> new DeviceVariable(name, "amd.com/", true);
      default -> new DeviceVariable(name, "", false);
    };
  }

  /**
   * Returns how many devices that the variable could name a container asks for by resource names:
   * those of its vendor and those of nobody known. A claim does not say what it is for, and its
   * driver needs no variable.
   */
  long askedBy(ContainerView container, GpuResources gpus) {
    if (!container.hasResources()) {
      return 0;
    }
    ObjectValue limits = container.writtenLimits().value();
    ObjectValue requests = container.writtenRequests().value();
    long asked = 0;
    for (int i = 0; i < limits.size(); i++) {
      asked = Math.min(MOST, asked + devices(limits, i, gpus));
    }
    for (int i = 0; i < requests.size(); i++) {
      if (!limits.has(requests.key(i))) {
        asked = Math.min(MOST, asked + devices(requests, i, gpus));
      }
    }
    return asked;
  }

  private long devices(ObjectValue amounts, int index, GpuResources gpus) {
    if (!gpus.areAsked(amounts, index) || !isOfVendor(amounts.key(index))) {
      return 0;
    }
    Quantity devices = GpuResources.devices(amounts.value(index));
    return devices == null ? 1 : Math.min(MOST, devices.value());
  }

  private boolean isOfVendor(String resource) {
    if (vendor.isEmpty() || resource.startsWith(vendor)) {
      return true;
    }
    for (String known : VENDORS) {
      if (resource.startsWith(known)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether some key of a ConfigMap or Secret is this variable once {@code prefix} is
   * before it.
   */
  boolean mayComeWith(String prefix) {
    return prefix.length() < name.length() && name.startsWith(prefix);
  }

  /**
   * Returns how many devices a value names at least; more than anybody asks for where it names all.
   */
  static long named(String value) {
    long named = 1;
    int start = 0;
    for (int end = value.indexOf(','); ; end = value.indexOf(',', start)) {
      String one = value.substring(start, end < 0 ? value.length() : end).strip();
      if (one.equals("all") || one.endsWith("=all") || one.endsWith(":all")) {
        return Long.MAX_VALUE;
      }
      if (end < 0) {
        return named;
      }
      named++;
      start = end + 1;
    }
  }
}
