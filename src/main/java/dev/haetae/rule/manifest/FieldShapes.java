package dev.haetae.rule.manifest;

import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.Scalar;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import dev.haetae.schema.Shape;
import dev.haetae.schema.TypeCheck;
import org.jspecify.annotations.Nullable;

/**
 * A check that every known field of an object of a built-in kind holds the shape of value that it
 * takes.
 *
 * <p>Less than {@link ManifestStrict} asks: unknown fields pass, since the API server may be newer
 * than the schema, and what a string says is the rules' concern. The way through an object that is
 * as it should be allocates nothing; the path is put together on the way back from a wrong field.
 */
public final class FieldShapes {
  private FieldShapes() {}

  /**
   * Passes an object whose known fields have the right shapes, or whose kind is not built in.
   *
   * @throws MalformedResourceException at the first field that holds something else
   */
  public static void require(Resource object) {
    require(object, false);
  }

  /**
   * Passes an object whose known fields the API server decodes, what strings say included: a
   * quantity, a time. What does not pass never is in a cluster.
   *
   * @throws MalformedResourceException at the first field that it does not decode
   */
  public static void requireDecodable(Resource object) {
    require(object, true);
  }

  private static void require(Resource object, boolean literally) {
    ObjectType kind = Schema.kubernetes().kindOrNull(object.apiVersion(), object.kind());
    Wrong wrong = kind == null ? null : in(kind, object.tree(), literally);
    if (wrong != null) {
      throw MalformedResourceException.wrongType(wrong.path(), wrong.type.words(), wrong.value);
    }
  }

  /** A field that holds what it does not take. */
  private static final class Wrong {
    private final FieldType type;
    private final Value value;
    private @Nullable Path below;

    Wrong(FieldType type, Value value) {
      this.type = type;
      this.value = value;
    }

    Wrong under(Path step) {
      below = below == null ? step : step.append(below);
      return this;
    }

    Path path() {
      return below == null ? Path.ROOT : below;
    }
  }

  private static @Nullable Wrong in(ObjectType type, ObjectValue object, boolean literally) {
    for (int i = 0; i < object.size(); i++) {
      FieldType field = type.fieldOrNull(object.key(i));
      Wrong wrong = field == null ? null : at(field, object.value(i), literally);
      if (wrong != null) {
        return wrong.under(Path.ROOT.child(object.key(i)));
      }
    }
    return null;
  }

  private static @Nullable Wrong at(FieldType type, Value value, boolean literally) {
    if (value.isNull()) {
      return null;
    }
    if (type instanceof Scalar scalar) {
      return takes(scalar, value) && (!literally || says(scalar, value))
          ? null
          : new Wrong(type, value);
    }
    if (type instanceof ObjectOf it) {
      return value instanceof ObjectValue object
          ? in(it.type(), object, literally)
          : new Wrong(type, value);
    }
    if (type instanceof ListOf list) {
      return value instanceof ArrayValue array
          ? inElements(list.element(), array, literally)
          : new Wrong(type, value);
    }
    if (type instanceof MapOf map) {
      return value instanceof ObjectValue object
          ? inValues(map.value(), object, literally)
          : new Wrong(type, value);
    }
    // Parts of a CustomResourceDefinition's own schema, on which no rule builds.
    return null;
  }

  private static @Nullable Wrong inElements(FieldType type, ArrayValue array, boolean literally) {
    for (int i = 0; i < array.size(); i++) {
      Wrong wrong = at(type, array.get(i), literally);
      if (wrong != null) {
        return wrong.under(Path.ROOT.child(i));
      }
    }
    return null;
  }

  private static @Nullable Wrong inValues(FieldType type, ObjectValue object, boolean literally) {
    for (int i = 0; i < object.size(); i++) {
      Wrong wrong = at(type, object.value(i), literally);
      if (wrong != null) {
        return wrong.under(Path.ROOT.child(object.key(i)));
      }
    }
    return null;
  }

  private static boolean takes(Scalar scalar, Value value) {
    return switch (scalar) {
      case STRING, TIME, MICRO_TIME -> value instanceof StringValue;
      case INT32 -> isWhole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64 -> value instanceof NumberValue;
      case UINT8 -> isWhole(value, 0, 255);
      case NUMBER -> value instanceof NumberValue;
      case BOOLEAN -> value instanceof BooleanValue;
      case QUANTITY -> value instanceof StringValue || value instanceof NumberValue;
      case INT_OR_STRING ->
          value instanceof StringValue || isWhole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BYTES -> value instanceof StringValue || value instanceof ArrayValue;
    };
  }

  private static boolean says(Scalar scalar, Value value) {
    return !(value instanceof StringValue string)
        || TypeCheck.takes(scalar, Shape.STRING, string.text());
  }

  private static boolean isWhole(Value value, long least, long most) {
    return value instanceof NumberValue number
        && number.isInteger()
        && number.integer() >= least
        && number.integer() <= most;
  }
}
