package dev.haetae.simulator.validation.meta;

import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.Set;

/**
 * Whether two values are the same to the API server, however they are written.
 *
 * <p>Mirrors {@code apiequality.Semantic.DeepEqual}: quantities are compared by amount, an empty
 * list is none. Both values have their defaults, and lack what their types leave out.
 */
public final class Sameness {
  private static final Set<String> QUANTITY_MAPS =
      Set.of("limits", "requests", "capacity", "overhead", "podFixed", "hard", "min", "max");
  private static final Set<String> QUANTITIES = Set.of("sizeLimit", "divisor");

  private Sameness() {}

  /** Returns whether the field {@code name} of two objects is the same. */
  public static boolean same(Part one, Part other, String name) {
    return same(name, one.get(name), other.get(name));
  }

  /** Returns whether two values of the field {@code name} are the same. */
  public static boolean same(String name, Value one, Value other) {
    boolean nothing = isNothing(one);
    if (nothing || isNothing(other)) {
      return nothing == isNothing(other);
    }
    if (QUANTITIES.contains(name)) {
      return sameAmount(one, other);
    }
    return switch (one) {
      case ObjectValue object when other instanceof ObjectValue that ->
          sameObject(object, that, QUANTITY_MAPS.contains(name));
      case ArrayValue array when other instanceof ArrayValue that -> sameList(name, array, that);
      default -> one.equals(other);
    };
  }

  private static boolean sameObject(ObjectValue one, ObjectValue other, boolean amounts) {
    for (int i = 0; i < one.size(); i++) {
      Value there = other.get(one.key(i));
      boolean same =
          amounts ? sameAmount(one.value(i), there) : same(one.key(i), one.value(i), there);
      if (!same) {
        return false;
      }
    }
    for (int i = 0; i < other.size(); i++) {
      if (one.indexOf(other.key(i)) < 0 && !isNothing(other.value(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameAmount(Value one, Value other) {
    Quantity amount = Part.quantity(one);
    Quantity that = Part.quantity(other);
    return (amount == null || that == null) ? one.equals(other) : amount.equals(that);
  }

  private static boolean sameList(String name, ArrayValue one, ArrayValue other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!same(name, one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNothing(Value value) {
    return value.isNull() || (value instanceof ArrayValue array && array.size() == 0);
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
