package dev.haetae.rule.manifest;

import dev.haetae.inventory.Budget;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.Findings;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.FieldType.Any;
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
    switch (type) {
      case ObjectOf it when value instanceof ObjectValue object ->
          object(it.type(), object, path, strict);
      case MapOf map when value instanceof ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          value(map.value(), object.value(i), path.child(object.key(i)), strict);
        }
      }
      case ListOf list when value instanceof ArrayValue array ->
          elements(list.element(), array, path, strict);
      case ObjectOr choice when value instanceof ObjectValue object ->
          object(choice.type(), object, path, false);
      case ObjectOr choice
          when choice.instead() instanceof ListOf list && value instanceof ArrayValue array ->
          elements(list.element(), array, path, false);
      case Scalar scalar when scalar == Scalar.BYTES && value instanceof ArrayValue array ->
          elements(Scalar.UINT8, array, path, strict);
      case ObjectOf _, MapOf _, ListOf _, ObjectOr _, Scalar _, Any _ -> {
        // A value without parts, which is as it should be.
      }
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
    return switch (value) {
      case ObjectValue _ -> Shape.OBJECT;
      case ArrayValue _ -> Shape.LIST;
      case StringValue _ -> Shape.STRING;
      case NumberValue _ -> Shape.NUMBER;
      case BooleanValue _ -> Shape.BOOLEAN;
      case NullValue _ -> Shape.NULL;
    };
  }

  static String literal(Value value) {
    return switch (value) {
      case StringValue string -> string.text();
      case NumberValue number -> number.literal();
      case BooleanValue flag -> flag.toString();
      case ObjectValue _, ArrayValue _, NullValue _ -> "";
    };
  }
}
