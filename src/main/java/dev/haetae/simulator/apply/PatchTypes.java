package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.FieldType.Any;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.ObjectOr;
import dev.haetae.schema.FieldType.Scalar;
import dev.haetae.schema.ObjectType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The types of a patch that is to be merged: what its schema does not declare, or declares
 * otherwise. Of what Go has in no order, the first by name counts.
 *
 * <p>Mirrors {@code typed/validate.go} of {@code sigs.k8s.io/structured-merge-diff}.
 */
final class PatchTypes {
  private static final int MOST_ERRORS = 50;

  private final List<String> errors = new ArrayList<>(0);

  private final ForeignValues foreign;

  private PatchTypes(ForeignValues foreign) {
    this.foreign = foreign;
  }

  /**
   * Checks the types of a patch.
   *
   * @throws ApplyException when one is wrong, with all that are
   */
  static void check(FieldMerging type, ObjectValue patch, ForeignValues foreign)
      throws ApplyException {
    PatchTypes types = new PatchTypes(foreign);
    types.object(type, patch, "");
    if (types.errors.size() == 1) {
      throw new ApplyException(types.errors.getFirst());
    }
    if (!types.errors.isEmpty()) {
      throw new ApplyException("errors:\n  " + String.join("\n  ", types.errors));
    }
  }

  private void object(FieldMerging merging, ObjectValue object, String path) {
    ObjectType type = merging.type();
    if (type == null) {
      return;
    }
    String undeclared = "";
    for (String key : keys(object)) {
      FieldType field = type.fieldOrNull(key);
      if (field != null) {
        value(field, merging, key, object.get(key), path + '.' + key);
      } else if (undeclared.isEmpty() && !merging.isOpen()) {
        undeclared = key;
      }
    }
    // Go looks no further than the first of these.
    if (!undeclared.isEmpty()) {
      add(path + '.' + undeclared, "field not declared in schema");
    }
  }

  static Set<String> keys(ObjectValue object) {
    Set<String> keys = new TreeSet<>();
    for (int i = 0; i < object.size(); i++) {
      keys.add(object.key(i));
    }
    return keys;
  }

  private void value(FieldType type, FieldMerging parent, String field, Value value, String path) {
    if (value.isNull()) {
      return;
    }
    ForeignValue alien = foreign.get(value);
    if (alien != null) {
      foreign(type, alien, path);
      return;
    }
    switch (type) {
      case Scalar scalar -> scalar(scalar, value, path);
      case ObjectOf _ when value instanceof ObjectValue object ->
          object(parent.below(field), object, path);
      case MapOf map when value instanceof ObjectValue object -> {
        for (String key : keys(object)) {
          value(map.value(), parent, field, object.get(key), path + '.' + key);
        }
      }
      case ListOf list when value instanceof ArrayValue array ->
          list(list, parent, field, array, path);
      case ObjectOf _, MapOf _ -> add(path, "expected map, got &{" + GoWords.value(value) + '}');
      case ListOf _ -> add(path, "expected list, got &{" + GoWords.value(value) + '}');
      case ObjectOr _, Any _ -> {
        // Anything goes.
      }
    }
  }

  private void foreign(FieldType type, ForeignValue value, String path) {
    String plain = "got &{" + value.plain() + '}';
    switch (type) {
      case Scalar scalar ->
          add(
              path,
              switch (scalar) {
                case INT32, INT64, UINT8, NUMBER ->
                    "expected numeric (int or float), got " + value.type();
                case STRING, TIME, MICRO_TIME, BYTES ->
                    "expected string, got &value.valueUnstructured{Value:" + value.literal() + '}';
                case BOOLEAN -> "expected boolean, " + plain;
                case QUANTITY, INT_OR_STRING -> "expected any scalar, " + plain;
              });
      case ListOf _ -> add(path, "expected list, " + plain);
      case MapOf _, ObjectOf _, ObjectOr _, Any _ -> add(path, "expected map, " + plain);
    }
  }

  private void scalar(Scalar scalar, Value value, String path) {
    switch (scalar) {
      case INT32, INT64, UINT8, NUMBER -> {
        if (!(value instanceof NumberValue)) {
          add(path, "expected numeric (int or float), got " + GoWords.typeOf(value));
        }
      }
      case STRING, TIME, MICRO_TIME, BYTES -> {
        if (!(value instanceof StringValue)) {
          add(path, "expected string, got &value.valueUnstructured{Value:" + literal(value) + '}');
        }
      }
      case BOOLEAN -> {
        if (!(value instanceof BooleanValue)) {
          add(path, "expected boolean, got &{" + GoWords.value(value) + '}');
        }
      }
      case QUANTITY, INT_OR_STRING -> {
        if (value instanceof ObjectValue || value instanceof ArrayValue) {
          add(path, "expected any scalar, got &{" + GoWords.value(value) + '}');
        }
      }
    }
  }

  private static String literal(Value value) {
    return value instanceof ObjectValue || value instanceof ArrayValue
        ? GoWords.literal(value)
        : GoWords.value(value);
  }

  private void list(ListOf list, FieldMerging parent, String field, ArrayValue array, String path) {
    Merging merging = parent.of(field, array);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < array.size(); i++) {
      Value element = array.get(i);
      String place = "[" + i + ']';
      if (merging.kind() == Merging.Kind.BY_KEYS || merging.kind() == Merging.Kind.SET) {
        String fault = fault(merging, element, parent.isBuiltIn());
        if (!fault.isEmpty()) {
          add(path, "element " + i + ": " + fault);
          return;
        }
        place = place(merging, element);
        if (!seen.add(merging.identity(element))) {
          add(path, "duplicate entries for key " + place);
        }
      }
      value(list.element(), parent, field, element, path + place);
    }
  }

  // The keys of built-in kinds have zeros for defaults.
  private static String fault(Merging merging, Value element, boolean builtIn) {
    boolean keyed = merging.kind() == Merging.Kind.BY_KEYS;
    return switch (element) {
      case ObjectValue object when keyed && !builtIn && !merging.isKnown(object) ->
          "associative list with keys has an element that omits all key fields "
              + quoted(merging.keyNames())
              + " (and doesn't have default values for any key fields)";
      case ObjectValue _ when !keyed ->
          "associative list without keys has an element that's a map type";
      case ArrayValue _ when !keyed -> "not supported: associative list with lists as elements";
      case Value value when value.isNull() && !keyed ->
          "associative list without keys has an element that's an explicit null";
      case Value value when value.isNull() ->
          "associative list with keys may not have a null element";
      case Value value when keyed && !(value instanceof ObjectValue) ->
          "associative list with keys may not have non-map elements";
      default -> "";
    };
  }

  private static String quoted(List<String> names) {
    StringBuilder out = new StringBuilder("[");
    for (String name : names) {
      out.append(out.length() == 1 ? "" : " ").append('"').append(name).append('"');
    }
    return out.append(']').toString();
  }

  /** The place of a list's element by its keys: {@code [name="main"]}. */
  static String place(Merging merging, Value element) {
    if (!(element instanceof ObjectValue object)) {
      return "[=" + JsonWriter.toText(element) + ']';
    }
    StringBuilder out = new StringBuilder("[");
    for (Map.Entry<String, Value> key : new TreeMap<>(merging.keys(object)).entrySet()) {
      if (!key.getValue().isNull()) {
        out.append(out.length() == 1 ? "" : ",");
        out.append(key.getKey()).append('=').append(JsonWriter.toText(key.getValue()));
      }
    }
    return out.append(']').toString();
  }

  private void add(String path, String message) {
    if (errors.size() < MOST_ERRORS) {
      errors.add(path + ": " + message);
    }
  }
}
