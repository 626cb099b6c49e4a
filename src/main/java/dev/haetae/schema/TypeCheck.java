package dev.haetae.schema;

import dev.haetae.schema.FieldType.Any;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.ObjectOr;
import dev.haetae.schema.FieldType.Scalar;
import java.util.Optional;

/**
 * Whether a field takes a value, as {@code sigs.k8s.io/json} and the types that decode themselves
 * decide it. Looks at one value only: the parts of lists and objects are for the caller to walk.
 */
public final class TypeCheck {
  private static final int SHOWN = 40;

  private TypeCheck() {}

  /**
   * What is wrong with a value, to be put after the field's name: {@code wants a whole number
   * (int32), not the string "http"}; empty when the field takes it.
   *
   * @param literal the characters of a string, the JSON literal of a number or boolean; not read
   *     for the other shapes
   */
  public static Optional<String> problem(FieldType type, Shape shape, String literal) {
    return takes(type, shape, literal)
        ? Optional.empty()
        : Optional.of("wants " + type.words() + ", not " + describe(type, shape, literal));
  }

  /** Whether the field takes the value; the parameters are those of {@link #problem}. */
  public static boolean takes(FieldType type, Shape shape, String literal) {
    if (shape == Shape.NULL) {
      return true;
    }
    return switch (type) {
      case Scalar scalar -> takesScalar(scalar, shape, literal);
      case ListOf _ -> shape == Shape.LIST;
      case MapOf _, ObjectOf _ -> shape == Shape.OBJECT;
      case ObjectOr choice ->
          shape == Shape.OBJECT || !choice.closed() || takes(choice.instead(), shape, literal);
      case Any _ -> true;
    };
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

  private static String describe(FieldType type, Shape shape, String literal) {
    String text = literal.length() > SHOWN ? literal.substring(0, SHOWN) + '…' : literal;
    return switch (shape) {
      case OBJECT, LIST, NULL -> shape.words();
      case STRING ->
          (type == Scalar.QUANTITY || isSpecial(type) ? "" : "the string ") + quote(text);
      case NUMBER -> (isWhole(type) ? "" : "the number ") + text;
      case BOOLEAN -> "the boolean " + text;
    };
  }

  private static boolean isSpecial(FieldType type) {
    return type == Scalar.TIME || type == Scalar.MICRO_TIME || type == Scalar.BYTES;
  }

  private static boolean isWhole(FieldType type) {
    return type == Scalar.INT32 || type == Scalar.INT64;
  }

  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /**
   * What to write instead, as a sentence without its full stop; empty when only the author can
   * know. The parameters are those of {@link #problem}, of a value that the field does not take.
   */
  public static Optional<String> remedy(FieldType type, Shape shape, String literal) {
    if (type == Scalar.STRING && (shape == Shape.NUMBER || shape == Shape.BOOLEAN)) {
      return Optional.of("put it in quotes: \"" + literal + '"');
    }
    if (shape == Shape.STRING) {
      boolean number = isWhole(type) && takes(type, Shape.NUMBER, number(literal));
      boolean truth = type == Scalar.BOOLEAN && (literal.equals("true") || literal.equals("false"));
      if (number || truth) {
        return Optional.of("write it without quotes: " + literal);
      }
      if (type == Scalar.QUANTITY) {
        String repaired = QuantitySyntax.repair(literal);
        return repaired.isEmpty() ? Optional.empty() : Optional.of("write " + repaired);
      }
    }
    if (type instanceof ListOf list && takes(list.element(), shape, literal)) {
      return Optional.of("begin it with \"- \": a list of one");
    }
    return Optional.empty();
  }

  private static String number(String text) {
    return text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9') ? "0.5" : text;
  }
}
