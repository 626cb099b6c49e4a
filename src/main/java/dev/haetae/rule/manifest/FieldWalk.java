package dev.haetae.rule.manifest;

import dev.haetae.inventory.Budget;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.Findings;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.ObjectOr;
import dev.haetae.schema.FieldType.Scalar;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Shape;
import dev.haetae.schema.TypeCheck;
import java.util.Optional;

/**
 * The way through one object, type and value side by side.
 *
 * @param kind the type of the whole object
 * @param root the whole object
 * @param findings where what does not decode is reported
 * @param budget what it may cost to say where unknown fields belong
 */
record FieldWalk(ObjectType kind, ObjectValue root, Findings findings, Budget budget) {
  void object(ObjectType type, ObjectValue object, Path path, boolean strict) {
    for (int i = 0; i < object.size(); i++) {
      Optional<FieldType> field = type.field(object.key(i));
      Path child = path.child(object.key(i));
      if (field.isPresent()) {
        value(field.get(), object.value(i), child, strict);
      } else if (strict) {
        unknown(type, object.key(i), object.value(i), child);
      }
    }
  }

  private void value(FieldType type, Value value, Path path, boolean strict) {
    Shape shape = shape(value);
    String literal = literal(value);
    if (!TypeCheck.takes(type, shape, literal)) {
      findings.violation(
          ManifestStrict.WRONG_TYPE,
          path,
          new WrongType(type, shape, literal, firstKey(value)).sentence(path, root.text("kind")));
      return;
    }
    // A value without parts is as it should be.
    if (value instanceof ObjectValue object) {
      parts(type, object, path, strict);
    } else if (value instanceof ArrayValue array) {
      parts(type, array, path, strict);
    }
  }

  private void parts(FieldType type, ObjectValue object, Path path, boolean strict) {
    if (type instanceof ObjectOf it) {
      object(it.type(), object, path, strict);
    } else if (type instanceof MapOf map) {
      for (int i = 0; i < object.size(); i++) {
        value(map.value(), object.value(i), path.child(object.key(i)), strict);
      }
    } else if (type instanceof ObjectOr choice) {
      object(choice.type(), object, path, false);
    }
  }

  private void parts(FieldType type, ArrayValue array, Path path, boolean strict) {
    if (type instanceof ListOf list) {
      elements(list.element(), array, path, strict);
    } else if (type instanceof ObjectOr choice && choice.instead() instanceof ListOf list) {
      elements(list.element(), array, path, false);
    } else if (type == Scalar.BYTES) {
      elements(Scalar.UINT8, array, path, strict);
    }
  }

  private void elements(FieldType type, ArrayValue array, Path path, boolean strict) {
    for (int i = 0; i < array.size(); i++) {
      value(type, array.get(i), path.child(i), strict);
    }
  }

  private void unknown(ObjectType type, String name, Value value, Path path) {
    findings.violation(
        ManifestStrict.UNKNOWN_FIELD,
        path,
        Sentence.of("unknown field %s: strict decoding refuses it, any other drops it", path)
            .instead(new UnknownField(kind, root, type, name, value, path, budget).remedy()));
  }

  private static String firstKey(Value value) {
    return value instanceof ObjectValue object && object.size() > 0 ? object.key(0) : "";
  }

  static Shape shape(Value value) {
    if (value instanceof ObjectValue) {
      return Shape.OBJECT;
    }
    if (value instanceof ArrayValue) {
      return Shape.LIST;
    }
    if (value instanceof StringValue) {
      return Shape.STRING;
    }
    if (value instanceof NumberValue) {
      return Shape.NUMBER;
    }
    return value instanceof BooleanValue ? Shape.BOOLEAN : Shape.NULL;
  }

  static String literal(Value value) {
    if (value instanceof StringValue string) {
      return string.text();
    }
    if (value instanceof NumberValue number) {
      return number.literal();
    }
    return value instanceof BooleanValue flag ? flag.toString() : "";
  }
}
