package dev.haetae.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private static Quantity quantity(String text) {
    return Objects.requireNonNull(Quantity.parse(text), text);
  }

  @ParameterizedTest
  @CsvSource({
    "1G,1000000000",
    "1Gi,1073741824",
    "500m,0.5",
    "1e3,1000",
    "1E3,1000",
    "1E,1000000000000000000",
    "2.5Ki,2560",
    ".5,0.5",
    "5.,5",
    "+1k,1000",
    "-3,-3",
    "1n,0.000000001",
    "1e-3,0.001",
    "007,7",
    "1P,1000000000000000",
    "0.0000000001,0.000000001",
    "1e+2,100"
  })
  void isExact(String text, String amount) {
    assertThat(quantity(text).amount()).isEqualByComparingTo(amount);
    assertThat(quantity(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Gi",
        ".",
        "+",
        "1 Gi",
        "1GiB",
        "1gi",
        "1K",
        "abc",
        "1.2.3",
        "1e",
        "1e+",
        "1ee3",
        "--1",
        "0x10",
        "1_000",
        "٣",
        "1Gi ",
        " 1",
        "NaN",
        "Infinity",
        "1e3x"
      })
  void refusesWhatIsNone(String text) {
    assertThat(Quantity.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1Gi ", " 1Gi", "\u00a01Gi\u3000", "  1Gi  "})
  void isDecodedWithBlanksAroundIt(String text) {
    assertThat(Quantity.decode(text)).isEqualTo(quantity("1Gi"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 Gi", "\t1Gi", "1Gi\n", " ", ""})
  void isNotDecodedWithAnythingElse(String text) {
    assertThat(Quantity.decode(text)).isNull();
  }

  @Test
  void capsWhatIsTooLarge() {
    assertThat(quantity("1e30").value()).isEqualTo(Long.MAX_VALUE);
    assertThat(quantity("9e999999999999").value()).isEqualTo(Long.MAX_VALUE);
    assertThat(quantity("100Ei").value()).isEqualTo(Long.MAX_VALUE);
    assertThat(quantity("-100Ei").value()).isEqualTo(-Long.MAX_VALUE);
  }

  @Test
  void roundsUp() {
    assertThat(quantity("1500m").value()).isEqualTo(2);
    assertThat(quantity("1.0001").milliValue()).isEqualTo(1001);
  }

  @Test
  void comparesAmounts() {
    assertThat(quantity("1Gi")).isEqualTo(quantity("1024Mi")).isGreaterThan(quantity("1G"));
    assertThat(quantity("1Gi").hashCode()).isEqualTo(quantity("1024Mi").hashCode());
    assertThat(quantity("0.5").plus(quantity("500m"))).isEqualTo(Quantity.of(1)).hasToString("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "7",
        "007",
        "8k",
        "8M",
        "8G",
        "8T",
        "8Ki",
        "8Mi",
        "64Gi",
        "8Ti",
        "999999999999999",
        "1000000000000000",
        "999999999999999T",
        "909494Ti",
        "909495Ti",
        "1000001T",
        "999999T"
      })
  void isTheSameHoweverItIsRead(String text) {
    // A sign keeps the parser from its short way.
    Quantity whole = quantity("+" + text);
    assertThat(quantity(text).amount()).isEqualByComparingTo(whole.amount());
    assertThat(quantity(text)).isEqualTo(whole).hasSameHashCodeAs(whole);
    assertThat(quantity(text).value()).isEqualTo(whole.amount().min(LARGEST).longValue());
    assertThat(quantity(text).milliValue()).isEqualTo(milli(whole.amount()));
    assertThat(quantity(text).plus(quantity(text)).amount())
        .isEqualByComparingTo(whole.amount().add(whole.amount()));
  }

  private static long milli(BigDecimal amount) {
    return amount.movePointRight(3).min(LARGEST).longValue();
  }

  @Test
  void isCappedWhereASumIsBeyond() {
    Quantity sum = quantity("9223372036854775807").plus(quantity("9223372036854775807"));
    assertThat(sum.amount()).isEqualByComparingTo("18446744073709551614");
    assertThat(sum.value()).isEqualTo(Long.MAX_VALUE);
    assertThat(quantity("-100Ei").milliValue()).isEqualTo(-Long.MAX_VALUE);
  }

  @Test
  void isReadTheSameBothWays() {
    Random random = new Random(1);
    int read = 0;
    for (int i = 0; i < 100_000; i++) {
      String text = Texts.unsigned(random);
      Quantity plain = Quantity.parse(text);
      // A sign keeps the parser from its short way.
      Quantity signed = Quantity.parse("+" + text);
      assertThat(plain).as(text).isEqualTo(signed);
      if (plain != null && signed != null) {
        read++;
        requireSame(plain, signed, text);
        requireSame(quantity("-" + text), signed.amount().negate());
        requireSame(plain, signed.amount());
        assertThat(plain).hasToString(text);
      }
    }
    assertThat(read).isGreaterThan(30_000);
  }

  @Test
  void isAddedAndComparedAsItsAmount() {
    Random random = new Random(2);
    for (int i = 0; i < 50_000; i++) {
      Quantity one = Texts.quantity(random);
      Quantity other = random.nextInt(4) == 0 ? respelt(one) : Texts.quantity(random);
      String description = one + " and " + other;
      assertThat(Integer.signum(one.compareTo(other)))
          .as(description)
          .isEqualTo(one.amount().compareTo(other.amount()));
      assertThat(one.equals(other))
          .as(description)
          .isEqualTo(one.amount().compareTo(other.amount()) == 0);
      if (one.equals(other)) {
        assertThat(one).as(description).hasSameHashCodeAs(other);
      }
      Quantity sum = one.plus(other);
      requireSame(sum, one.amount().add(other.amount()));
      assertThat(sum).as(description).isEqualTo(other.plus(one)).hasSameHashCodeAs(other.plus(one));
      assertThat(new BigDecimal(sum.toString())).isEqualByComparingTo(sum.amount());
      requireSame(sum.plus(other), sum.amount().add(other.amount()));
    }
  }

  // The same amount in thousandths.
  private static Quantity respelt(Quantity quantity) {
    return quantity(quantity.amount().movePointRight(3).toPlainString() + "m");
  }

  private static void requireSame(Quantity one, Quantity other, String text) {
    assertThat(one.amount()).as(text).isEqualByComparingTo(other.amount());
    assertThat(one).as(text).hasSameHashCodeAs(other);
    assertThat(one.value()).as(text).isEqualTo(other.value());
    assertThat(one.milliValue()).as(text).isEqualTo(other.milliValue());
    assertThat(one.isWhole()).as(text).isEqualTo(other.isWhole());
    assertThat(one.signum()).as(text).isEqualTo(other.signum());
  }

  private static void requireSame(Quantity quantity, BigDecimal amount) {
    String description = quantity.toString();
    assertThat(quantity.amount()).as(description).isEqualByComparingTo(amount);
    assertThat(quantity.signum()).as(description).isEqualTo(amount.signum());
    assertThat(quantity.value()).as(description).isEqualTo(rounded(amount));
    assertThat(quantity.milliValue()).as(description).isEqualTo(rounded(amount.movePointRight(3)));
    assertThat(quantity.isWhole())
        .as(description)
        .isEqualTo(amount.remainder(BigDecimal.ONE).signum() == 0);
  }

  private static long rounded(BigDecimal amount) {
    BigInteger up = amount.setScale(0, RoundingMode.CEILING).toBigInteger();
    BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
    return up.min(most).max(most.negate()).longValueExact();
  }

  /** Writes quantities, many of them near the edges of what a long holds. */
  private static final class Texts {
    private static final String[] SUFFIXES = {
      "", "", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "m", "u", "n", "e3",
      "E18", "e-4", "e0", "K", "ki", "i", "ii", "mi", "x", "e", "Ee", "MM", "M1", " "
    };
    private static final BigInteger[] EDGES = {
      BigInteger.TEN.pow(15), BigInteger.TEN.pow(18), BigInteger.TWO.pow(63)
    };
    private static final BigInteger[] FACTORS = {
      BigInteger.ONE, BigInteger.TEN.pow(3), BigInteger.TEN.pow(12), BigInteger.TWO.pow(40)
    };

    static Quantity quantity(Random random) {
      while (true) {
        String sign = random.nextInt(3) == 0 ? "-" : "";
        Quantity quantity = Quantity.parse(sign + unsigned(random));
        if (quantity != null) {
          return quantity;
        }
      }
    }

    static String unsigned(Random random) {
      return number(random) + SUFFIXES[random.nextInt(SUFFIXES.length)];
    }

    private static String number(Random random) {
      return switch (random.nextInt(8)) {
        case 0 -> nearAnEdge(random);
        case 1 -> random.nextInt(100) + "." + random.nextInt(1000);
        case 2 -> "0".repeat(random.nextInt(20)) + random.nextInt(10);
        case 3 ->
            new String[] {"", ".", "5.", ".5", "0", "00", "1..", "٣", "0.0", "1_0"}
                [random.nextInt(10)];
        case 4 -> new BigInteger(1 + random.nextInt(70), random).toString();
        default -> Integer.toString(random.nextInt(2000));
      };
    }

    private static String nearAnEdge(Random random) {
      BigInteger edge = EDGES[random.nextInt(EDGES.length)];
      return edge.divide(FACTORS[random.nextInt(FACTORS.length)])
          .add(BigInteger.valueOf(random.nextInt(5) - 2))
          .toString();
    }
  }

  @Test
  void knowsWholeNumbers() {
    assertThat(quantity("2000m").isWhole()).isTrue();
    assertThat(quantity("1k").isWhole()).isTrue();
    assertThat(quantity("0.0").isWhole()).isTrue();
    assertThat(quantity("1500m").isWhole()).isFalse();
  }
}
