package dev.haetae.cel.mutation;

import dev.haetae.cel.value.CelFailure;
import dev.haetae.cel.value.TreeList;
import dev.haetae.cel.value.TreeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The check that the objects in an object have the names of their places: what stands in {@code
 * spec} of an {@code Object} is an {@code Object.spec}. Lists and maps between them do not count.
 */
final class TypeNames {
  // Expressions may share parts, which are looked at as often as they are used.
  private static final int MOST_VALUES = 1_000_000;

  private final List<String> errors = new ArrayList<>(0);
  private int left = MOST_VALUES;

  private TypeNames() {}

  /**
   * Checks an object and all in it.
   *
   * @throws CelFailure when one has another name, with a line for each
   */
  static void check(MadeObject object) {
    TypeNames names = new TypeNames();
    names.look(object, object.name(), 0);
    if (!names.errors.isEmpty()) {
      throw new CelFailure("type mismatch: " + String.join("\n", names.errors));
    }
  }

  private void look(Object value, String expected, int depth) {
    if (depth > Meter.MOST_DEPTH || --left < 0) {
      throw new CelFailure("the value is too large: its type names are not checked");
    }
    switch (value) {
      case MadeObject object -> {
        if (!object.name().equals(expected)) {
          errors.add(
              "unexpected type name \""
                  + object.name()
                  + "\", expected \""
                  + expected
                  + "\", which matches field name path from root Object type");
        }
        object.fields().forEach((field, inner) -> look(inner, expected + '.' + field, depth + 1));
      }
      case TreeObject _, TreeList _ -> {
        // No expression has made it.
      }
      case Map<?, ?> map -> map.values().forEach(inner -> look(inner, expected, depth + 1));
      case List<?> list -> list.forEach(inner -> look(inner, expected, depth + 1));
      default -> {
        // No object.
      }
    }
  }
}
