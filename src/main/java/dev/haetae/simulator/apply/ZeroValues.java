package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.Scalar;
import dev.haetae.schema.ObjectType;

/** The zero values that Go decodes nulls in maps and lists to. */
final class ZeroValues {
  private static final StringValue EMPTY = new StringValue("");

  private ZeroValues() {}

  /** The object with them; the object itself when there is none. */
  @SuppressWarnings("ReferenceEquality") // What has not changed is not copied.
  static ObjectValue filled(ObjectType type, ObjectValue object) {
    ObjectValue out = object;
    for (int i = 0; i < object.size(); i++) {
      FieldType field = type.fieldOrNull(object.key(i));
      Value before = object.value(i);
      Value after = field == null ? before : filled(field, before);
      if (after != before) {
        out = out.with(object.key(i), after);
      }
    }
    return out;
  }

  private static Value filled(FieldType type, Value value) {
    return switch (type) {
      case ObjectOf it when value instanceof ObjectValue object -> filled(it.type(), object);
      case MapOf map when value instanceof ObjectValue object -> map(map, object);
      case ListOf list when value instanceof ArrayValue array -> list(list, array);
      default -> value;
    };
  }

  @SuppressWarnings("ReferenceEquality")
  private static Value map(MapOf map, ObjectValue object) {
    ObjectValue out = object;
    for (int i = 0; i < object.size(); i++) {
      Value after = element(map.value(), object.value(i));
      if (after != object.value(i)) {
        out = out.with(object.key(i), after);
      }
    }
    return out;
  }

  @SuppressWarnings("ReferenceEquality")
  private static Value list(ListOf list, ArrayValue array) {
    ArrayValue out = array;
    for (int i = 0; i < array.size(); i++) {
      Value after = element(list.element(), array.get(i));
      if (after != array.get(i)) {
        out = out.with(i, after);
      }
    }
    return out;
  }

  private static Value element(FieldType type, Value value) {
    if (!value.isNull()) {
      return filled(type, value);
    }
    return switch (type) {
      case ObjectOf _ -> ObjectValue.EMPTY;
      case Scalar scalar when scalar == Scalar.STRING -> EMPTY;
      default -> NullValue.NULL;
    };
  }
}
