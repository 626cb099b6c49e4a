package dev.haetae.resource;

import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes quantity such as {@code 1G}, {@code 1Gi}, {@code 500m} or {@code 1e3}, exact.
 *
 * <p>Mirrors {@code k8s.io/apimachinery/pkg/api/resource/quantity.go}: the suffix table, rounding
 * up below one billionth, the cap at 2⁶³-1.
 */
public final class Quantity implements Comparable<Quantity> {
  /** Nothing. */
  public static final Quantity ZERO = new Quantity(0, null, "0");

  private static final long NOT_WHOLE = Long.MIN_VALUE;
  private static final int FEW_DIGITS = 15;
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final long LARGEST_WHOLE = 1_000_000_000_000_000_000L;
  private static final int LONGEST_TEXT = 64;
  private static final int LARGEST_EXPONENT = 64;
  private static final Map<String, BigDecimal> SUFFIXES =
      Map.ofEntries(
          Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
          Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
          Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
          Map.entry("", BigDecimal.ONE),
          Map.entry("k", BigDecimal.TEN.pow(3)),
          Map.entry("M", BigDecimal.TEN.pow(6)),
          Map.entry("G", BigDecimal.TEN.pow(9)),
          Map.entry("T", BigDecimal.TEN.pow(12)),
          Map.entry("P", BigDecimal.TEN.pow(15)),
          Map.entry("E", BigDecimal.TEN.pow(18)),
          Map.entry("Ki", BigDecimal.TWO.pow(10)),
          Map.entry("Mi", BigDecimal.TWO.pow(20)),
          Map.entry("Gi", BigDecimal.TWO.pow(30)),
          Map.entry("Ti", BigDecimal.TWO.pow(40)),
          Map.entry("Pi", BigDecimal.TWO.pow(50)),
          Map.entry("Ei", BigDecimal.TWO.pow(60)));

  // The amount where it is a whole number below 10^18, which most are; else NOT_WHOLE.
  private final long whole;
  // There where it is no such number.
  private final @Nullable BigDecimal exact;
  // As it was written; none where that is the whole number.
  private final @Nullable String text;

  private Quantity(long whole, @Nullable BigDecimal exact, @Nullable String text) {
    this.whole = whole;
    this.exact = exact;
    this.text = text;
  }

  private static Quantity exactly(BigDecimal amount, String text) {
    return new Quantity(wholeOrNone(amount), amount, text);
  }

  private static long wholeOrNone(BigDecimal amount) {
    if (amount.precision() - amount.scale() > 18) {
      return NOT_WHOLE;
    }
    long whole = amount.longValue();
    boolean exact = amount.scale() <= 0 || amount.compareTo(BigDecimal.valueOf(whole)) == 0;
    return exact ? whole : NOT_WHOLE;
  }

  /** A whole number of units. */
  public static Quantity of(long amount) {
    return amount > -LARGEST_WHOLE && amount < LARGEST_WHOLE
        ? new Quantity(amount, null, null)
        : exactly(BigDecimal.valueOf(amount), Long.toString(amount));
  }

  /** The quantity that a field's text writes, with blanks around it or not; null when none. */
  public static @Nullable Quantity decode(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (start < end && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return parse(end - start == text.length() ? text : text.substring(start, end));
  }

  // What Go trims and JSON does not escape: a tab and the like stand there as an escape.
  private static boolean isBlank(char c) {
    return c == ' ' || c == '\u0085' || (c > '\u007f' && Character.isSpaceChar(c));
  }

  /** The quantity that {@code text} writes; null when it writes none. */
  public static @Nullable Quantity parse(String text) {
    long whole = wholeNumber(text);
    if (whole >= 0) {
      return new Quantity(whole, null, text);
    }
    int end = endOfNumber(text);
    if (end < 0 || text.length() > LONGEST_TEXT) {
      return null;
    }
    BigDecimal number = new BigDecimal(padded(text.substring(0, end)));
    String suffix = text.substring(end);
    BigDecimal factor = SUFFIXES.get(suffix);
    if (factor != null) {
      return of(number.multiply(factor), text);
    }
    Integer exponent = exponent(suffix);
    return exponent == null ? null : of(number.scaleByPowerOfTen(exponent), text);
  }

  // Digits and a suffix that multiplies, as most quantities are written; -1 for all others.
  private static long wholeNumber(String text) {
    int length = text.length();
    int at = 0;
    long number = 0;
    for (; at < length && at <= FEW_DIGITS; at++) {
      char c = text.charAt(at);
      if (c < '0' || c > '9') {
        break;
      }
      number = number * 10 + (c - '0');
    }
    if (at == 0 || at > FEW_DIGITS) {
      return -1;
    }
    if (at == length) {
      return number;
    }
    boolean binary = at == length - 2 && text.charAt(length - 1) == 'i';
    if (!binary && at != length - 1) {
      return -1;
    }
    long factor =
        switch (text.charAt(at)) {
          case 'k' -> binary ? 0 : 1_000L;
          case 'K' -> binary ? 1L << 10 : 0;
          case 'M' -> binary ? 1L << 20 : 1_000_000L;
          case 'G' -> binary ? 1L << 30 : 1_000_000_000L;
          case 'T' -> binary ? 1L << 40 : 1_000_000_000_000L;
          default -> 0;
        };
    return factor == 0 || number >= LARGEST_WHOLE / factor ? -1 : number * factor;
  }

  // Sign, digits, at most one point, at least one digit; -1 when that is not how the text begins.
  private static int endOfNumber(String text) {
    int at = 0;
    if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
      at++;
    }
    int digits = 0;
    boolean point = false;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    return digits == 0 ? -1 : at;
  }

  private static String padded(String number) {
    return number.endsWith(".") ? number + "0" : number;
  }

  private static @Nullable Integer exponent(String suffix) {
    if (suffix.length() < 2 || (suffix.charAt(0) != 'e' && suffix.charAt(0) != 'E')) {
      return null;
    }
    int start = suffix.charAt(1) == '+' || suffix.charAt(1) == '-' ? 2 : 1;
    int exponent = 0;
    for (int i = start; i < suffix.length(); i++) {
      char c = suffix.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
      exponent = Math.min(LARGEST_EXPONENT, exponent * 10 + (c - '0'));
    }
    if (start == suffix.length()) {
      return null;
    }
    return suffix.charAt(1) == '-' ? -exponent : exponent;
  }

  private static Quantity of(BigDecimal exact, String text) {
    BigDecimal amount = exact;
    if (amount.scale() > 9) {
      amount = amount.setScale(9, RoundingMode.UP);
    }
    if (amount.compareTo(LARGEST) > 0) {
      amount = LARGEST;
    } else if (amount.compareTo(LARGEST.negate()) < 0) {
      amount = LARGEST.negate();
    }
    return exactly(amount, text);
  }

  /** Returns whether {@code value} is the string that it was read from. */
  boolean isWritten(Value value) {
    return value instanceof StringValue string && string.text().equals(text);
  }

  /** Returns whether it is a whole number of units. */
  public boolean isWhole() {
    return whole != NOT_WHOLE
        || amount().signum() == 0
        || amount().stripTrailingZeros().scale() <= 0;
  }

  /** -1, 0 or 1. */
  public int signum() {
    return whole != NOT_WHOLE ? Long.signum(whole) : amount().signum();
  }

  /** The whole units, rounded up, capped at ±{@link Long#MAX_VALUE}: a sum may be beyond. */
  public long value() {
    return whole != NOT_WHOLE ? whole : capped(amount());
  }

  /** The thousandths, rounded up, capped at ±{@link Long#MAX_VALUE}. */
  public long milliValue() {
    if (whole != NOT_WHOLE && Math.abs(whole) < LARGEST_WHOLE / 1000) {
      return whole * 1000;
    }
    return capped(amount().movePointRight(3));
  }

  private static long capped(BigDecimal number) {
    BigDecimal up = number.setScale(0, RoundingMode.CEILING);
    return up.min(LARGEST).max(LARGEST.negate()).longValue();
  }

  /** The exact amount. */
  public BigDecimal amount() {
    return exact == null ? BigDecimal.valueOf(whole) : exact;
  }

  /** The sum, exact. */
  public Quantity plus(Quantity other) {
    if (whole != NOT_WHOLE && other.whole != NOT_WHOLE) {
      return of(whole + other.whole);
    }
    BigDecimal sum = amount().add(other.amount());
    return exactly(sum, sum.stripTrailingZeros().toPlainString());
  }

  @Override
  public int compareTo(Quantity other) {
    if (whole != NOT_WHOLE && other.whole != NOT_WHOLE) {
      return Long.compare(whole, other.whole);
    }
    return amount().compareTo(other.amount());
  }

  /** Equal amounts are equal, however they are written. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Quantity that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return amount().stripTrailingZeros().hashCode();
  }

  /** As it was written; a sum as a plain number. */
  @Override
  public String toString() {
    return text == null ? Long.toString(whole) : text;
  }
}
