package dev.haetae.cel.library;

import dev.cel.common.types.OpaqueType;
import dev.haetae.cel.library.kind.Kind;
import dev.haetae.cel.library.kind.QuantityText;
import dev.haetae.cel.value.CelFailure;
import dev.haetae.cel.value.SelfValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The library of quantities: {@code quantity('1Gi').isLessThan(quantity('2Gi'))}. */
final class Quantities {
  private static final Kind<QuantityValue> QUANTITY =
      Kind.opaque("kubernetes.Quantity", QuantityValue.class);

  private Quantities() {}

  static CelLibrary library() {
    return new Functions()
        .global("quantity", "string_to_quantity", QUANTITY, Kind.STRING, Quantities::parse)
        .global(
            "isQuantity",
            "is_quantity_string",
            Kind.BOOL,
            Kind.STRING,
            text -> QuantityText.read(text) instanceof QuantityText.Read)
        .global("sign", "quantity_sign", Kind.INT, QUANTITY, q -> (long) q.amount.signum())
        .member(
            "isGreaterThan",
            "quantity_is_greater_than",
            Kind.BOOL,
            QUANTITY,
            QUANTITY,
            (a, b) -> a.compareTo(b) > 0)
        .member(
            "isLessThan",
            "quantity_is_less_than",
            Kind.BOOL,
            QUANTITY,
            QUANTITY,
            (a, b) -> a.compareTo(b) < 0)
        .member(
            "compareTo",
            "quantity_compare_to",
            Kind.INT,
            QUANTITY,
            QUANTITY,
            (a, b) -> (long) a.compareTo(b))
        .member(
            "asApproximateFloat",
            "quantity_get_float",
            Kind.DOUBLE,
            QUANTITY,
            QuantityValue::approximately)
        .member("asInteger", "quantity_get_int", Kind.INT, QUANTITY, QuantityValue::integer)
        .member("isInteger", "quantity_is_integer", Kind.BOOL, QUANTITY, QuantityValue::isInteger)
        .member(
            "add", "quantity_add", QUANTITY, QUANTITY, QUANTITY, (a, b) -> a.sum(b.amount, b.small))
        .member(
            "add",
            "quantity_add_int",
            QUANTITY,
            QUANTITY,
            Kind.INT,
            (a, b) -> a.plus(BigDecimal.valueOf(b)))
        .member(
            "sub",
            "quantity_sub",
            QUANTITY,
            QUANTITY,
            QUANTITY,
            (a, b) -> a.sum(b.amount.negate(), b.small))
        .member(
            "sub",
            "quantity_sub_int",
            QUANTITY,
            QUANTITY,
            Kind.INT,
            (a, b) -> a.plus(BigDecimal.valueOf(b).negate()))
        .library();
  }

  private static Object parse(String text) {
    return switch (QuantityText.read(text)) {
      case QuantityText.Read(BigDecimal amount, boolean small) -> new QuantityValue(amount, small);
      case QuantityText.Unread(String why) -> throw new CelFailure(why);
    };
  }

  /** A quantity, exact. */
  @SuppressWarnings("Immutable") // A decimal is.
  static final class QuantityValue extends SelfValue implements Comparable<QuantityValue> {
    private final BigDecimal amount;
    // Whether the API server holds it as a whole number and a scale: only those are integers.
    private final boolean small;

    QuantityValue(BigDecimal amount, boolean small) {
      this.amount = amount;
      this.small = small;
    }

    private QuantityValue plus(BigDecimal other) {
      return sum(other, true);
    }

    // What is zero takes on the other's scale, as the API server adds.
    private QuantityValue sum(BigDecimal other, boolean otherSmall) {
      if (small && otherSmall && other.signum() == 0) {
        return this;
      }
      BigDecimal sum = small && otherSmall && amount.signum() == 0 ? other : amount.add(other);
      return new QuantityValue(
          sum, small && otherSmall && sum.unscaledValue().bitLength() < Long.SIZE);
    }

    // What is written with a fraction or in thousandths is none, whatever it comes to.
    private boolean isInteger() {
      return small && amount.scale() <= 0 && amount.toBigInteger().bitLength() < Long.SIZE;
    }

    private long integer() {
      if (!isInteger()) {
        throw new CelFailure("cannot convert value to integer");
      }
      return amount.longValue();
    }

    private double approximately() {
      double base = amount.unscaledValue().doubleValue();
      return amount.scale() == 0 ? base : base * Double.parseDouble("1e" + -amount.scale());
    }

    @Override
    public OpaqueType celType() {
      return QUANTITY.opaqueType();
    }

    @Override
    public int compareTo(QuantityValue other) {
      return amount.compareTo(other.amount);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof QuantityValue that && amount.compareTo(that.amount) == 0;
    }

    @Override
    public int hashCode() {
      return amount.stripTrailingZeros().hashCode();
    }

    @Override
    public String toString() {
      return amount.toPlainString();
    }
  }
}
