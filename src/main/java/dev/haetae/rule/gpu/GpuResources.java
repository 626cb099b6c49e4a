package dev.haetae.rule.gpu;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.DeviceClass;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.GpuNames;
import dev.haetae.rule.Parameters;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The resource names that stand for GPUs: those of a policy ({@link GpuNames}), and those of
 * classes of devices that say that they are GPUs ({@link DeviceClass}).
 */
final class GpuResources {
  // How the names of drivers and classes of GPUs begin: gpu.nvidia.com, mig.nvidia.com,
  // gaudi.intel.com.
  private static final Set<String> DEVICE_NAMES = Set.of("gpu", "vgpu", "mig", "gaudi", "npu");

  private final GpuNames names;
  // Without it classes of devices stand for nothing.
  private final @Nullable Inventory world;

  /** The meaning of a resource name. */
  enum Meaning {
    /** A GPU. */
    GPU,
    /** Something else. */
    OTHER,
    /** Devices of a class that is not known, or does not say what they are. */
    UNKNOWN
  }

  private GpuResources(GpuResources same, Inventory world) {
    this.names = same.names;
    this.world = world;
  }

  /**
   * The same with the classes of devices that stand for GPUs in a world. Their devices are none of
   * what a node says that it has: where that counts, they do not.
   */
  GpuResources in(Inventory inventory) {
    return new GpuResources(this, inventory);
  }

  /** The names that the parameter {@code resources} lists; the shipped ones when not written. */
  GpuResources(Parameters parameters) {
    names = GpuNames.of(parameters);
    world = null;
  }

  /** The names without those of classes of devices. */
  GpuNames names() {
    return names;
  }

  /** Returns whether {@code name} stands for a GPU. */
  boolean include(String name) {
    if (names.include(name)) {
      return true;
    }
    return world != null
        && name.startsWith(DeviceClass.RESOURCE_PREFIX)
        && meaning(name) == Meaning.GPU;
  }

  /**
   * Returns what a resource stands for: a class of devices for GPUs when it says so, by another
   * name of its own that is one of a GPU, by the drivers it lets in, or else by its name.
   */
  Meaning meaning(String resource) {
    String name = DeviceClass.nameOf(resource);
    if (name == null) {
      return include(resource) ? Meaning.GPU : Meaning.OTHER;
    }
    DeviceClass known = world == null ? null : world.deviceClass(name);
    if (known != null && DeviceClass.nameOf(known.extendedResourceName()) == null) {
      if (include(known.extendedResourceName())) {
        return Meaning.GPU;
      }
      for (String driver : known.drivers()) {
        if (isGpu(driver)) {
          return Meaning.GPU;
        }
      }
      if (!known.drivers().isEmpty()) {
        return Meaning.OTHER;
      }
    }
    return isGpu(name) ? Meaning.GPU : Meaning.UNKNOWN;
  }

  private static boolean isGpu(String device) {
    int dot = device.indexOf('.');
    return DEVICE_NAMES.contains(dot < 0 ? device : device.substring(0, dot));
  }

  /**
   * Returns where a pod of this spec asks for devices that may be GPUs, since their class is not
   * known; null when it does not.
   */
  @Nullable Path mayBeAskedAt(PodView pod) {
    for (ContainerView container : pod.containers()) {
      for (ObjectView amounts : container.writtenAmounts()) {
        for (int i = 0; i < amounts.value().size(); i++) {
          String name = amounts.value().key(i);
          if (name.startsWith(DeviceClass.RESOURCE_PREFIX)
              && meaning(name) == Meaning.UNKNOWN
              && isSome(amounts.value().value(i))) {
            return amounts.path(name);
          }
        }
      }
    }
    return null;
  }

  /**
   * Returns whether a pod of this spec asks for a GPU by name. Ephemeral containers cannot ask; a
   * claim (dynamic resource allocation) does not say what it is for.
   */
  boolean areAskedBy(PodView pod) {
    for (ContainerView container : pod.containers()) {
      if (container.role() != ContainerView.Role.EPHEMERAL && areAskedBy(container)) {
        return true;
      }
    }
    return false;
  }

  /** The names by which a pod of this spec asks for GPUs, in the order of writing. */
  Set<String> askedBy(PodView pod) {
    Set<String> asked = new LinkedHashSet<>();
    for (ContainerView container : pod.containers()) {
      if (container.role() != ContainerView.Role.EPHEMERAL) {
        for (ObjectView amounts : container.writtenAmounts()) {
          for (int i = 0; i < amounts.value().size(); i++) {
            if (areAsked(amounts.value(), i)) {
              asked.add(amounts.value().key(i));
            }
          }
        }
      }
    }
    return asked;
  }

  /**
   * Returns whether a pod of this spec asks for GPUs, in numbers that can be read, and the
   * scheduler has yet to find a node for it: not so a mirror pod, and one that names its node.
   */
  boolean areToBePlacedFor(PodView pod) {
    return areAskedBy(pod) && pod.nodeName().isEmpty() && !pod.isMirror() && areReadableIn(pod);
  }

  /**
   * Returns whether a container asks for a GPU by name, or for devices by a claim, which does not
   * say what they are.
   */
  boolean areClaimedBy(ContainerView container) {
    return container.hasResources()
        && (container.resources().array("claims").size() > 0 || areAskedBy(container));
  }

  /** Returns whether any of the names {@code amounts} has stands for a GPU, whatever its amount. */
  boolean standIn(ObjectView amounts) {
    ObjectValue value = amounts.value();
    for (int i = 0; i < value.size(); i++) {
      if (include(value.key(i))) {
        return true;
      }
    }
    return false;
  }

  // In its limits or its requests; 0 asks for none, and what cannot be read may be any number.
  private boolean areAskedBy(ContainerView container) {
    return areAskedIn(container.writtenLimits()) || areAskedIn(container.writtenRequests());
  }

  private boolean areAskedIn(ObjectView amounts) {
    ObjectValue value = amounts.value();
    for (int i = 0; i < value.size(); i++) {
      if (areAsked(value, i)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the {@code index}-th of {@code amounts} asks for a GPU; 0 asks for none. */
  boolean areAsked(ObjectValue amounts, int index) {
    return include(amounts.key(index)) && isSome(amounts.value(index));
  }

  // What cannot be read may be any number.
  private static boolean isSome(Value amount) {
    Quantity devices = devices(amount);
    return devices == null || devices.signum() > 0;
  }

  /** Returns whether every number of GPUs that a pod's containers write can be read. */
  boolean areReadableIn(PodView pod) {
    for (ContainerView container : pod.containers()) {
      if (!areReadableIn(container)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether every number of GPUs that a container writes can be read. */
  boolean areReadableIn(ContainerView container) {
    return areReadableIn(container.writtenLimits().value())
        && areReadableIn(container.writtenRequests().value());
  }

  private boolean areReadableIn(ObjectValue amounts) {
    for (int i = 0; i < amounts.size(); i++) {
      if (include(amounts.key(i)) && devices(amounts.value(i)) == null) {
        return false;
      }
    }
    return true;
  }

  /** The devices that {@code value} writes; null when it is no whole number of them. */
  static @Nullable Quantity devices(Value value) {
    Quantity quantity = value.isNull() ? Quantity.ZERO : null;
    if (value instanceof StringValue string) {
      quantity = Quantity.decode(string.text());
    } else if (value instanceof NumberValue number) {
      quantity = Quantity.parse(number.literal());
    }
    return quantity == null || quantity.signum() < 0 || !quantity.isWhole() ? null : quantity;
  }
}
