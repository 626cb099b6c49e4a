package dev.haetae.simulator.validation.meta;

import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.Set;

/**
 * Whether two values are the same to the API server, however they are written.
 *
 * <p>Mirrors {@code apiequality.Semantic.DeepEqual} over the internal types: quantities are
 * compared by amount, an empty list or map is none, and so is the zero of a field that is no
 * pointer. The tables name the pointers, whose zero is something else than nothing, after {@code
 * k8s.io/api}.
 */
public final class Sameness {
  private static final Set<String> QUANTITY_MAPS =
      Set.of("limits", "requests", "capacity", "overhead", "podFixed", "hard", "min", "max");
  private static final Set<String> QUANTITIES = Set.of("sizeLimit", "divisor");
  private static final Set<String> MAPS =
      Set.of(
          "labels",
          "annotations",
          "nodeSelector",
          "matchLabels",
          "data",
          "binaryData",
          "stringData",
          "parameters",
          "volumeAttributes",
          "options");
  private static final Set<String> PLAIN_OBJECTS =
      Set.of(
          "resources",
          "strategy",
          "updateStrategy",
          "template",
          "metadata",
          "spec",
          "status",
          "jobTemplate",
          "podAffinityTerm",
          "preference");
  private static final Set<String> POINTERS =
      Set.of(
          "automountServiceAccountToken",
          "shareProcessNamespace",
          "enableServiceLinks",
          "setHostnameAsFQDN",
          "hostUsers",
          "runAsNonRoot",
          "readOnlyRootFilesystem",
          "privileged",
          "allowPrivilegeEscalation",
          "optional",
          "controller",
          "blockOwnerDeletion",
          "suspend",
          "manualSelector",
          "hostProcess",
          "immutable",
          "allowVolumeExpansion",
          "allocateLoadBalancerNodePorts",
          "terminationGracePeriodSeconds",
          "activeDeadlineSeconds",
          "priority",
          "runAsUser",
          "runAsGroup",
          "fsGroup",
          "defaultMode",
          "mode",
          "expirationSeconds",
          "tolerationSeconds",
          "replicas",
          "completions",
          "parallelism",
          "backoffLimit",
          "backoffLimitPerIndex",
          "maxFailedIndexes",
          "ttlSecondsAfterFinished",
          "minDomains",
          "storageClassName",
          "volumeMode",
          "volumeAttributesClassName",
          "runtimeClassName",
          "preemptionPolicy",
          "apiGroup",
          "localhostProfile",
          "completionMode",
          "managedBy",
          "timeZone",
          "hostnameOverride");

  private Sameness() {}

  /** Returns whether the field {@code name} of two objects is the same. */
  public static boolean same(Part one, Part other, String name) {
    return same(name, one.get(name), other.get(name));
  }

  /** Returns whether two values of the field {@code name} are the same. */
  public static boolean same(String name, Value one, Value other) {
    if (one == other) {
      return true;
    }
    boolean nothing = isNothing(name, one);
    if (nothing || isNothing(name, other)) {
      return nothing == isNothing(name, other);
    }
    if (QUANTITIES.contains(name)) {
      return sameAmount(one, other);
    }
    return switch (one) {
      case ObjectValue object when other instanceof ObjectValue that ->
          QUANTITY_MAPS.contains(name) || MAPS.contains(name)
              ? sameMap(object, that, QUANTITY_MAPS.contains(name))
              : sameObject(object, that);
      case ArrayValue array when other instanceof ArrayValue that -> sameList(name, array, that);
      default -> one.equals(other);
    };
  }

  private static boolean sameObject(ObjectValue one, ObjectValue other) {
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.key(i), one.value(i), other.get(one.key(i)))) {
        return false;
      }
    }
    for (int i = 0; i < other.size(); i++) {
      if (one.indexOf(other.key(i)) < 0 && !isNothing(other.key(i), other.value(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameMap(ObjectValue one, ObjectValue other, boolean amounts) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      Value there = other.get(one.key(i));
      if (amounts ? !sameAmount(one.value(i), there) : !one.value(i).equals(there)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameAmount(Value one, Value other) {
    Quantity amount = Part.quantity(one);
    Quantity that = Part.quantity(other);
    return amount == null || that == null ? one.equals(other) : amount.equals(that);
  }

  private static boolean sameList(String name, ArrayValue one, ArrayValue other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      boolean objects = one.get(i) instanceof ObjectValue && other.get(i) instanceof ObjectValue;
      boolean same =
          objects
              ? sameObject((ObjectValue) one.get(i), (ObjectValue) other.get(i))
              : same(name, one.get(i), other.get(i));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a value of the field {@code name} means that the field is not there. */
  static boolean isNothing(String name, Value value) {
    return switch (value) {
      case ArrayValue array -> array.size() == 0;
      case ObjectValue object ->
          object.size() == 0
              && (PLAIN_OBJECTS.contains(name)
                  || MAPS.contains(name)
                  || QUANTITY_MAPS.contains(name));
      case StringValue text -> text.text().isEmpty() && !POINTERS.contains(name);
      case NumberValue number ->
          number.isInteger() && number.integer() == 0 && !POINTERS.contains(name);
      case BooleanValue flag -> flag == BooleanValue.FALSE && !POINTERS.contains(name);
      default -> value.isNull();
    };
  }

  /** Adds a cause when the field {@code name} is not as it was. */
  public static void checkImmutable(Part part, Part old, String name) {
    checkImmutable(part, old, name, part.at(name));
  }

  /** Adds a cause at {@code place} when the field {@code name} is not as it was. */
  public static void checkImmutable(Part part, Part old, String name, Place place) {
    if (!same(part, old, name)) {
      part.causes().invalid(place, part.get(name), "field is immutable");
    }
  }
}
