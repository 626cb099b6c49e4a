package dev.haetae.resource.plain;

import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The numbers of YAML as Kubernetes reads them. */
public final class YamlNumbers {
  private static final int FEW_DIGITS = 18;

  private YamlNumbers() {}

  /** What most numbers do not need, and a start is spared. */
  private static final class Uncommon {
    static final Set<String> NOT_FINITE =
        Set.of(
            ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
            "-.Inf", "-.INF");
    static final Pattern FLOAT =
        Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    static final BigInteger SMALLEST = BigInteger.valueOf(Long.MIN_VALUE);
  }

  /**
   * The value of a word that begins as a number does; null when JSON cannot hold it.
   *
   * @param word such as {@code 8080}, and also {@code 10.0.0.1} or {@code --flag}
   */
  static @Nullable Value value(String word) {
    if (isDecimal(word)) {
      return NumberValue.parse(word);
    }
    if (isNone(word)) {
      return new StringValue(word);
    }
    return Uncommon.NOT_FINITE.contains(word) ? null : number(word);
  }

  // Decimal digits, of which a zero is not the first of several.
  private static boolean isDecimal(String word) {
    if (word.length() > FEW_DIGITS || (word.charAt(0) == '0' && word.length() > 1)) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  // What stands in no number, nor in the names of what is not finite: a unit, a second point.
  private static boolean isNone(String word) {
    int points = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      int letter = c | 0x20;
      points += c == '.' ? 1 : 0;
      boolean isUnit = letter >= 'g' && letter <= 'z' && "inox".indexOf(letter) < 0;
      if (isUnit || points > 1 || c == '/' || c == ':' || c == ' ') {
        return true;
      }
    }
    return false;
  }

  private static Value number(String text) {
    String digits = text.replace("_", "");
    BigInteger integer = integer(digits);
    if (integer != null
        && integer.compareTo(Uncommon.LARGEST) <= 0
        && integer.compareTo(Uncommon.SMALLEST) >= 0) {
      return NumberValue.parse(integer.toString());
    }
    if (!Uncommon.FLOAT.matcher(digits).matches()) {
      return new StringValue(text);
    }
    double number = Double.parseDouble(digits);
    return Double.isInfinite(number) ? new StringValue(text) : written(number);
  }

  /** A float as Go writes it into JSON: without a fraction it is a whole number. */
  public static NumberValue written(double number) {
    BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    return NumberValue.parse(
        decimal.scale() <= 0 && decimal.precision() - decimal.scale() <= 21
            ? decimal.toBigInteger().toString()
            : decimal.toString());
  }

  // strconv.ParseInt with base 0: 0x, 0o, 0b, a leading zero is octal.
  private static @Nullable BigInteger integer(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    int radix = 10;
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      radix =
          switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            default -> 8;
          };
      digits = digits.substring("xXbBoO".indexOf(digits.charAt(1)) < 0 ? 1 : 2);
    }
    if (digits.isEmpty() || digits.length() > 70) {
      return null;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) > 'f' || Character.digit(digits.charAt(i), radix) < 0) {
        return null;
      }
    }
    BigInteger value = new BigInteger(digits, radix);
    return negative ? value.negate() : value;
  }
}
