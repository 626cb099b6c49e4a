package dev.haetae.simulator.validation.field;

import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Quantities as the API server writes them: {@code 1024Mi} is {@code 1Gi}, {@code 0.5} is {@code
 * 500m}.
 *
 * <p>Mirrors {@code CanonicalizeBytes} of {@code apimachinery/pkg/api/resource/quantity.go}.
 */
public final class CanonicalQuantity {
  private static final String[] DECIMAL = {"n", "u", "m", "", "k", "M", "G", "T", "P", "E"};
  private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
  private static final BigInteger WHOLE_KIBI = BigInteger.valueOf(1024);

  private CanonicalQuantity() {}

  /** The quantity that {@code value} writes, in its canonical form; as it is when it is none. */
  public static String text(Value value) {
    String written =
        switch (value) {
          case StringValue text -> text.text();
          case NumberValue number -> number.literal();
          default -> "";
        };
    Quantity quantity = Quantity.parse(written);
    return quantity == null ? written : text(quantity.amount(), written);
  }

  /** An amount in the form of the quantity that is written so. */
  public static String text(BigDecimal amount, String written) {
    if (amount.signum() == 0) {
      return "0";
    }
    if (written.endsWith("i")
        && amount.abs().compareTo(KIBI) >= 0
        && amount.stripTrailingZeros().scale() <= 0) {
      return scaled(amount.toBigIntegerExact(), WHOLE_KIBI, BINARY, 0);
    }
    BigInteger billionths = amount.movePointRight(9).toBigInteger();
    int end = written.length() - 1;
    boolean exponent =
        (written.indexOf('e') > 0 || written.indexOf('E') > 0)
            && Character.isDigit(written.charAt(end));
    if (!exponent) {
      return scaled(billionths, THOUSAND, DECIMAL, 0);
    }
    int power = -9;
    BigInteger rest = billionths;
    for (BigInteger[] split = rest.divideAndRemainder(THOUSAND);
        split[1].signum() == 0;
        split = rest.divideAndRemainder(THOUSAND)) {
      rest = split[0];
      power += 3;
    }
    return power == 0 ? rest.toString() : rest + "e" + power;
  }

  private static String scaled(BigInteger amount, BigInteger step, String[] suffixes, int first) {
    BigInteger rest = amount;
    int suffix = first;
    while (suffix < suffixes.length - 1) {
      BigInteger[] split = rest.divideAndRemainder(step);
      if (split[1].signum() != 0) {
        break;
      }
      rest = split[0];
      suffix++;
    }
    return rest + suffixes[suffix];
  }
}
