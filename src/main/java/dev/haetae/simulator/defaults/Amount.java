package dev.haetae.simulator.defaults;

import dev.haetae.resource.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A quantity with the format in which the API server writes it back, {@code 1.5Gi} as {@code
 * 1536Mi} and {@code 0.5} as {@code 500m}: what is stored, and what messages name.
 *
 * <p>Mirrors {@code k8s.io/apimachinery/pkg/api/resource/quantity.go}.
 */
public final class Amount implements Comparable<Amount> {
  /** Nothing, in plain numbers. */
  public static final Amount ZERO = of(0);

  private static final BigInteger KIBI = BigInteger.valueOf(1024);
  private static final BigInteger TEN = BigInteger.TEN;
  private static final int MOST_STEPS = 6;
  private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
  private static final String[] DECIMAL = {"n", "u", "m", "", "k", "M", "G", "T", "P", "E"};
  private static final int NANO = -9;

  private final Quantity quantity;
  private final Format format;
  // As it was written, where that is kept.
  private final @Nullable String text;

  private Amount(Quantity quantity, Format format, @Nullable String text) {
    this.quantity = quantity;
    this.format = format;
    this.text = text;
  }

  /** The spelling of a suffix. */
  private enum Format {
    DECIMAL_SI,
    BINARY_SI,
    DECIMAL_EXPONENT
  }

  /** A whole number of units. */
  public static Amount of(long units) {
    return new Amount(Quantity.of(units), Format.DECIMAL_SI, null);
  }

  /** The amount that {@code text} writes; null when it writes none. */
  public static @Nullable Amount parse(String text) {
    Quantity quantity = Quantity.parse(text);
    if (quantity == null) {
      return null;
    }
    int end = 0;
    int point = -1;
    while (end < text.length() && isOfNumber(text.charAt(end))) {
      point = text.charAt(end) == '.' ? end : point;
      end++;
    }
    int decimals = point < 0 ? 0 : end - point - 1;
    int suffix = text.length() - end;
    if (suffix == 2 && text.charAt(end + 1) == 'i') {
      boolean tiny = quantity.signum() > 0 && quantity.compareTo(Quantity.of(1)) < 0;
      return new Amount(quantity, tiny ? Format.DECIMAL_SI : Format.BINARY_SI, null);
    }
    Format format = suffix > 1 ? Format.DECIMAL_EXPONENT : Format.DECIMAL_SI;
    // What is canonical but for its zeros is kept as it was written: 1.500 is.
    boolean kept =
        format == Format.DECIMAL_SI
            && decimals > 0
            && decimals % 3 == 0
            && text.charAt(0) != '0'
            && !text.startsWith("000", end - 3);
    return new Amount(quantity, format, kept ? text : null);
  }

  private static boolean isOfNumber(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '+' || c == '-';
  }

  /** The number. */
  public Quantity quantity() {
    return quantity;
  }

  /** The sum; nothing takes the format of what is added to it. */
  public Amount plus(Amount other) {
    return new Amount(quantity.plus(other.quantity), isZero() ? other.format : format, null);
  }

  /** The difference; nothing takes the format of what is taken from it. */
  public Amount minus(Amount other) {
    BigDecimal rest = quantity.amount().subtract(other.quantity.amount());
    return new Amount(exact(rest), isZero() ? other.format : format, null);
  }

  /** The product with a whole number. */
  public Amount times(long factor) {
    BigDecimal product = quantity.amount().multiply(BigDecimal.valueOf(factor));
    return new Amount(exact(product), format, null);
  }

  /** The number of times that another amount, more than nothing, is in this one; never negative. */
  public long dividedBy(Amount other) {
    BigDecimal number =
        quantity.amount().divideToIntegralValue(other.quantity.amount()).max(BigDecimal.ZERO);
    return number.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
  }

  /** The same rounded up to whole units. */
  public Amount roundedUp() {
    return quantity.isWhole() ? this : rounded(0);
  }

  /** The same rounded up to thousandths, as lists of resources are. */
  public Amount roundedToThousandths() {
    return quantity.isWhole() || quantity.amount().scale() <= 3 ? this : rounded(3);
  }

  private Amount rounded(int scale) {
    BigDecimal up = quantity.amount().setScale(scale, RoundingMode.UP);
    return up.compareTo(quantity.amount()) == 0 ? this : new Amount(exact(up), format, null);
  }

  private static Quantity exact(BigDecimal number) {
    Quantity exact = Quantity.parse(number.toPlainString());
    return exact == null ? Quantity.ZERO : exact;
  }

  /** The larger one. */
  public Amount max(Amount other) {
    return other.compareTo(this) > 0 ? other : this;
  }

  /** Returns whether it is nothing. */
  public boolean isZero() {
    return quantity.signum() == 0;
  }

  /** Compares the numbers, whatever the formats. */
  @Override
  public int compareTo(Amount other) {
    return quantity.compareTo(other.quantity);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Amount that && quantity.equals(that.quantity);
  }

  @Override
  public int hashCode() {
    return quantity.hashCode();
  }

  /** The canonical spelling. */
  @Override
  public String toString() {
    if (text != null) {
      return text;
    }
    return isZero() ? "0" : written();
  }

  private String written() {
    BigDecimal amount = quantity.amount();
    boolean small = amount.abs().compareTo(BigDecimal.valueOf(1024)) < 0;
    if (format != Format.BINARY_SI || small || !quantity.isWhole()) {
      return decimal(amount);
    }
    BigInteger number = amount.toBigInteger();
    int step = 0;
    while (step < MOST_STEPS && number.mod(KIBI).signum() == 0) {
      number = number.divide(KIBI);
      step++;
    }
    return number + BINARY[step];
  }

  private String decimal(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    int exponent = -stripped.scale();
    BigInteger number = stripped.unscaledValue();
    int over = Math.floorMod(exponent, 3);
    number = number.multiply(TEN.pow(over));
    exponent -= over;
    if (format == Format.DECIMAL_EXPONENT) {
      return exponent == 0 ? number.toString() : number + "e" + exponent;
    }
    int at = (exponent - NANO) / 3;
    if (at >= DECIMAL.length) {
      return number.multiply(TEN.pow(3 * (at - DECIMAL.length + 1))) + "E";
    }
    return number + DECIMAL[at];
  }
}
