package dev.haetae.policy.admission;

import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Shape;
import dev.haetae.schema.TypeCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * The check that an object decodes: what has the wrong type is refused, what is not known or is
 * written twice is dropped by the API server with a warning.
 */
final class FieldTypes {
  private static final int MOST = 100;

  private final Resource resource;
  private final List<Problem> wrong = new ArrayList<>();
  private final List<Problem> dropped = new ArrayList<>();

  private FieldTypes(Resource resource) {
    this.resource = resource;
  }

  /** Checks an object of this type. */
  static FieldTypes of(Resource resource, ObjectType type) {
    FieldTypes check = new FieldTypes(resource);
    check.object(type, resource.tree(), Path.ROOT);
    for (Document.DuplicateKey key : resource.duplicates()) {
      check.drop(key.path(), "duplicate field \"" + key.path().shown(200) + '"');
    }
    return check;
  }

  /** The fields that hold something of another type. */
  List<Problem> wrong() {
    return wrong;
  }

  /** The fields that are left out. */
  List<Problem> dropped() {
    return dropped;
  }

  private void drop(Path path, String message) {
    if (dropped.size() < MOST) {
      dropped.add(Problem.at(resource, path, message));
    }
  }

  private void object(ObjectType type, ObjectValue object, Path path) {
    for (int i = 0; i < object.size(); i++) {
      Path child = path.child(object.key(i));
      FieldType field = type.fieldOrNull(object.key(i));
      if (field == null) {
        drop(child, "unknown field \"" + child.shown(200) + '"');
      } else {
        value(field, object.value(i), child);
      }
    }
  }

  private void value(FieldType type, Value value, Path path) {
    if (!TypeCheck.takes(type, shape(value), literal(value))) {
      if (wrong.size() < MOST) {
        wrong.add(
            Problem.at(
                resource,
                path,
                MalformedResourceException.wrongType(path, type.words(), value).sentence()));
      }
      return;
    }
    switch (type) {
      case ObjectOf it when value instanceof ObjectValue object -> object(it.type(), object, path);
      case MapOf map when value instanceof ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          value(map.value(), object.value(i), path.child(object.key(i)));
        }
      }
      case ListOf list when value instanceof ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          value(list.element(), array.get(i), path.child(i));
        }
      }
      default -> {
        // A value without parts, or with free ones.
      }
    }
  }

  private static Shape shape(Value value) {
    return switch (value) {
      case ObjectValue _ -> Shape.OBJECT;
      case ArrayValue _ -> Shape.LIST;
      case StringValue _ -> Shape.STRING;
      case NumberValue _ -> Shape.NUMBER;
      case BooleanValue _ -> Shape.BOOLEAN;
      case NullValue _ -> Shape.NULL;
    };
  }

  private static String literal(Value value) {
    return switch (value) {
      case StringValue string -> string.text();
      case NumberValue number -> number.literal();
      case BooleanValue flag -> flag.toString();
      case ObjectValue _, ArrayValue _, NullValue _ -> "";
    };
  }
}
