package dev.haetae.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Objects;
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
  void knowsWholeNumbers() {
    assertThat(quantity("2000m").isWhole()).isTrue();
    assertThat(quantity("1k").isWhole()).isTrue();
    assertThat(quantity("0.0").isWhole()).isTrue();
    assertThat(quantity("1500m").isWhole()).isFalse();
  }
}
