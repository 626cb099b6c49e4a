package dev.haetae.simulator.validation.resources;

import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.List;
import java.util.Set;

/**
 * The names of resources and the amounts that they may have.
 *
 * <p>Mirrors {@code pkg/apis/core/helper/helpers.go} and {@code validateResourceName} and its like
 * of {@code pkg/apis/core/validation/validation.go}.
 */
public final class ResourceNames {
  private static final Set<String> CONTAINER = Set.of("cpu", "memory", "ephemeral-storage");
  private static final Set<String> INTEGER =
      Set.of(
          "pods",
          "resourcequotas",
          "services",
          "replicationcontrollers",
          "secrets",
          "configmaps",
          "persistentvolumeclaims",
          "services.nodeports",
          "services.loadbalancers");
  private static final Set<String> QUOTA =
      Set.of(
          "cpu",
          "memory",
          "ephemeral-storage",
          "requests.cpu",
          "requests.memory",
          "requests.storage",
          "requests.ephemeral-storage",
          "limits.cpu",
          "limits.memory",
          "limits.ephemeral-storage",
          "pods",
          "resourcequotas",
          "services",
          "replicationcontrollers",
          "secrets",
          "persistentvolumeclaims",
          "configmaps",
          "services.nodeports",
          "services.loadbalancers");
  private static final List<String> POD_LEVEL = List.of("cpu", "hugepages-", "memory");
  private static final String HUGE = "hugepages-";

  private ResourceNames() {}

  /** Returns whether it is memory in huge pages. */
  static boolean isHuge(String name) {
    return name.startsWith(HUGE);
  }

  /** Returns whether more may be given than there is. */
  static boolean isOvercommitAllowed(String name) {
    return isNative(name) && !isHuge(name);
  }

  private static boolean isNative(String name) {
    return name.indexOf('/') < 0 || name.contains("kubernetes.io/");
  }

  private static boolean isExtended(String name) {
    return !isNative(name)
        && !name.startsWith("requests.")
        && NameSyntax.key("requests." + name).isEmpty();
  }

  static boolean isStandardQuota(String name) {
    return QUOTA.contains(name) || isHuge(name) || name.startsWith("requests." + HUGE);
  }

  // Any resource; returns whether the name is well-formed and known.
  private static boolean checkName(String name, Place place, CauseList causes) {
    List<String> faults = NameSyntax.key(name);
    if (!faults.isEmpty()) {
      causes.invalid(place, name, faults);
      return false;
    }
    if (name.indexOf('/') < 0 && !isStandardQuota(name) && !name.equals("storage")) {
      causes.invalid(place, name, "must be a standard resource type or fully qualified");
      return false;
    }
    return true;
  }

  /** Checks the name of a resource that a container asks for. */
  public static void checkContainer(String name, Place place, CauseList causes) {
    checkName(name, place, causes);
    if (name.indexOf('/') < 0) {
      if (!CONTAINER.contains(name) && !isHuge(name)) {
        causes.invalid(place, name, "must be a standard resource for containers");
      }
    } else if (!isNative(name) && !isExtended(name)) {
      causes.invalid(place, name, "doesn't follow extended resource name standard");
    }
  }

  /** Checks the name of a resource that a pod asks for as a whole. */
  static void checkPod(String name, Place place, CauseList causes) {
    if (checkName(name, place, causes)
        && !name.equals("cpu")
        && !name.equals("memory")
        && !isHuge(name)) {
      causes.notSupported(place, name, POD_LEVEL);
    }
  }

  /** Checks the name of a resource that a quota limits. */
  static void checkQuota(String name, Place place, CauseList causes) {
    checkName(name, place, causes);
    if (name.indexOf('/') < 0 && !isStandardQuota(name)) {
      causes.invalid(place, name, "must be a standard resource for quota");
    }
  }

  /** Checks the name of a resource that a LimitRange is about. */
  static void checkLimit(String type, String name, Place place, CauseList causes) {
    if (type.equals("Pod") || type.equals("Container")) {
      checkContainer(name, place, causes);
    } else {
      checkName(name, place, causes);
    }
  }

  /** Checks an amount: not negative, and whole where the resource comes in pieces. */
  public static void checkAmount(String name, Value value, Place place, CauseList causes) {
    Quantity quantity = Part.quantity(value);
    if (quantity == null) {
      return;
    }
    if (quantity.signum() < 0) {
      causes.invalid(place, Part.amount(value), "must be greater than or equal to 0");
    }
    if ((INTEGER.contains(name) || isExtended(name)) && !quantity.isWhole()) {
      causes.invalid(place, Part.amount(value), "must be an integer");
    }
  }

  /** Returns whether huge pages are asked for by whole pages. */
  static boolean isDivisible(String name, Quantity quantity) {
    Quantity page = Quantity.parse(name.substring(HUGE.length()));
    return page != null
        && page.signum() > 0
        && page.isWhole()
        && page.value() > 0
        && quantity.value() % page.value() == 0;
  }
}
