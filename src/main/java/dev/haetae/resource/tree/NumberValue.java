package dev.haetae.resource.tree;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A number, exact: a long where it is a whole number that fits, else its literal text. */
public final class NumberValue extends Value {
  // Ports aside, most numbers in objects are seconds, counts and weights.
  private static final NumberValue[] SMALL = new NumberValue[256];

  static {
    for (int i = 0; i < SMALL.length; i++) {
      SMALL[i] = new NumberValue(i, null);
    }
  }

  // Of as many every whole number is a long.
  private static final int MOST_DIGITS = 18;

  private final long integer;
  private final @Nullable String literal;

  private NumberValue(long integer, @Nullable String literal) {
    this.integer = integer;
    this.literal = literal;
  }

  /** A whole number. */
  public static NumberValue of(long integer) {
    return integer >= 0 && integer < SMALL.length
        ? SMALL[(int) integer]
        : new NumberValue(integer, null);
  }

  /**
   * A number by its JSON literal.
   *
   * @throws NumberFormatException when the text is no number
   */
  public static NumberValue parse(String literal) {
    if (isPlain(literal)) {
      return of(Long.parseLong(literal));
    }
    BigDecimal value = new BigDecimal(literal);
    if (value.scale() == 0 && value.precision() <= MOST_DIGITS) {
      return of(value.longValueExact());
    }
    return new NumberValue(0, literal);
  }

  // Digits that surely fit: to load BigDecimal takes a start longer than all else of a number.
  private static boolean isPlain(String literal) {
    int first = literal.startsWith("-") ? 1 : 0;
    int digits = literal.length() - first;
    if (digits < 1 || digits > MOST_DIGITS) {
      return false;
    }
    for (int i = first; i < literal.length(); i++) {
      if (literal.charAt(i) < '0' || literal.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Returns whether this was written as a whole number that a long can hold. */
  public boolean isInteger() {
    return literal == null;
  }

  /** The whole number; only where {@link #isInteger()}. */
  public long integer() {
    if (literal != null) {
      throw new ArithmeticException("not a whole number: " + literal);
    }
    return integer;
  }

  /** The number as it is written in JSON. */
  public String literal() {
    return literal == null ? Long.toString(integer) : literal;
  }

  @Override
  public String describe() {
    return "a number";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof NumberValue that)) {
      return false;
    }
    if (literal == null && that.literal == null) {
      return integer == that.integer;
    }
    return literal != null && literal.equals(that.literal);
  }

  @Override
  public int hashCode() {
    return literal == null ? Long.hashCode(integer) : literal.hashCode();
  }

  @Override
  public String toString() {
    return literal();
  }
}
