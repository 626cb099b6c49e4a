package dev.haetae.schema;

import dev.haetae.schema.FieldType.Any;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.ObjectOr;
import dev.haetae.schema.FieldType.Scalar;

/**
 * A check that a field takes a value, as {@code sigs.k8s.io/json} and the types that decode
 * themselves decide it. It looks at one value only: the parts of lists and objects are for the
 * caller to walk.
 */
public final class TypeCheck {
  private TypeCheck() {}

  /**
   * Returns whether a field takes a value.
   *
   * @param literal the characters of a string, the JSON literal of a number or boolean; not read
   *     for the other shapes
   */
  public static boolean takes(FieldType type, Shape shape, String literal) {
    if (shape == Shape.NULL) {
      return true;
    }
    if (type instanceof Scalar scalar) {
      return takesScalar(scalar, shape, literal);
    }
    if (type instanceof ObjectOr choice) {
      return shape == Shape.OBJECT || !choice.closed() || takes(choice.instead(), shape, literal);
    }
    return type instanceof Any || shape == (type instanceof ListOf ? Shape.LIST : Shape.OBJECT);
  }

  private static boolean takesScalar(Scalar scalar, Shape shape, String literal) {
    return switch (scalar) {
      case STRING -> shape == Shape.STRING;
      case INT32 -> shape == Shape.NUMBER && Numbers.isInt32(literal);
      case INT64 -> shape == Shape.NUMBER && Numbers.isInt64(literal);
      case UINT8 -> shape == Shape.NUMBER && Numbers.isUint8(literal);
      case NUMBER -> shape == Shape.NUMBER;
      case BOOLEAN -> shape == Shape.BOOLEAN;
      case QUANTITY ->
          shape == Shape.NUMBER || (shape == Shape.STRING && QuantitySyntax.isValid(literal));
      case INT_OR_STRING ->
          shape == Shape.STRING || (shape == Shape.NUMBER && Numbers.isInt32(literal));
      case TIME -> shape == Shape.STRING && TimeSyntax.isTime(literal);
      case MICRO_TIME -> shape == Shape.STRING && TimeSyntax.isMicroTime(literal);
      case BYTES -> shape == Shape.LIST || (shape == Shape.STRING && Base64Syntax.isValid(literal));
    };
  }
}
