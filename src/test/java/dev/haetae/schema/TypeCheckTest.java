package dev.haetae.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.schema.FieldType.Any;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.ObjectOr;
import dev.haetae.schema.FieldType.Scalar;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TypeCheckTest {
  private static final ObjectType SCHEMA =
      Schema.kubernetes().type("Apiextensions.V1.JSONSchemaProps");

  @ParameterizedTest
  @ValueSource(strings = {"0", "-2147483648", "2147483647", "80.0", "1e3", "-0.0"})
  void takesWholeNumbersHoweverWritten(String literal) {
    assertThat(TypeCheck.takes(Scalar.INT32, Shape.NUMBER, literal)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2147483648", "-2147483649", "0.5", "1e-3", "1e21", "99999999999999999999"})
  void refusesNumbersBeyondInt32(String literal) {
    assertThat(TypeCheck.takes(Scalar.INT32, Shape.NUMBER, literal)).isFalse();
  }

  @Test
  void takesInt64ToItsEnds() {
    assertThat(TypeCheck.takes(Scalar.INT64, Shape.NUMBER, "9223372036854775807")).isTrue();
    assertThat(TypeCheck.takes(Scalar.INT64, Shape.NUMBER, "9223372036854775808")).isFalse();
    assertThat(TypeCheck.takes(Scalar.INT64, Shape.NUMBER, "-9223372036854775808")).isTrue();
    assertThat(TypeCheck.takes(Scalar.INT64, Shape.NUMBER, "1e30")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "10Gi",
        "1.5",
        "500m",
        "1e3",
        "1E3",
        "1e-3",
        "2E",
        "1Ki",
        ".5",
        "1.",
        "+1",
        "-1k",
        " 10Gi ",
        "Gi",
        "+",
        "-",
        ".",
        "m",
        "00",
        "0.1n",
        "1e+5",
        "123456789012345678901234567890"
      })
  void readsQuantities(String text) {
    assertThat(QuantitySyntax.isValid(text)).as(text).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1GB",
        "1gi",
        "10 Gi",
        "1K",
        "1e",
        "1e+",
        "0x10",
        "1,5",
        "1.2.3",
        "--1",
        "1_000",
        "ten",
        "1Gi\n",
        "\t1",
        "1e1.5",
        "1mm",
        "1kk",
        "one",
        "true",
        "1e99999999999999999999"
      })
  void refusesWhatIsNoQuantity(String text) {
    assertThat(QuantitySyntax.isValid(text)).as(text).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31T12:00:00Z", "2026-01-31T12:00:00.5Z", "2026-01-31T12:00:00,123456789+09:00",
        "2024-02-29T23:59:59-23:59", "2026-01-31T1:00:00Z", "0000-01-01T00:00:00Z"
      })
  void readsTimes(String text) {
    assertThat(TimeSyntax.isTime(text)).as(text).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "2026-01-31", "2026-01-31 12:00:00Z", "2026-01-31T12:00:00", "2026-02-30T12:00:00Z",
        "2026-01-31T24:00:00Z", "2026-01-31T12:00:60Z", "2026-01-31t12:00:00z", "12:00",
            "2026-01-31T12:00Z",
        "2026-01-31T12:00:00+0900", "2026-1-31T12:00:00Z"
      })
  void refusesWhatIsNoTime(String text) {
    assertThat(TimeSyntax.isTime(text)).as(text).isFalse();
  }

  @Test
  void microTimesHaveSixDigits() {
    assertThat(TimeSyntax.isMicroTime("2026-01-31T12:00:00.123456Z")).isTrue();
    assertThat(TimeSyntax.isMicroTime("2026-01-31T12:00:00.123Z")).isFalse();
    assertThat(TimeSyntax.isMicroTime("2026-01-31T12:00:00Z")).isFalse();
  }

  @Test
  void readsBase64() {
    assertThat(List.of("", "YQ==", "YWI=", "YWJj", "YW\nJj", "YWJj\n", "YQ=\n="))
        .allMatch(Base64Syntax::isValid);
    assertThat(List.of("a", "YQ", "YQ=", "YQ===", "Y=Q=", "====", "YW-_", "YQ==YQ==", "YW Jj"))
        .noneMatch(Base64Syntax::isValid);
  }

  @Test
  void nullIsTakenByAll() {
    for (Scalar type : Scalar.values()) {
      assertThat(TypeCheck.takes(type, Shape.NULL, "")).isTrue();
    }
    assertThat(TypeCheck.takes(new ListOf(Scalar.STRING), Shape.NULL, "")).isTrue();
    assertThat(TypeCheck.takes(new ObjectOf(SCHEMA), Shape.NULL, "")).isTrue();
    assertThat(TypeCheck.takes(new ObjectOr(SCHEMA, Scalar.BOOLEAN, true), Shape.NULL, ""))
        .isTrue();
  }

  @Test
  void listsAndObjectsAreNotEachOther() {
    assertThat(TypeCheck.takes(new ListOf(Scalar.STRING), Shape.OBJECT, "")).isFalse();
    assertThat(TypeCheck.takes(new MapOf(Scalar.STRING), Shape.LIST, "")).isFalse();
    assertThat(TypeCheck.takes(new ObjectOf(SCHEMA), Shape.STRING, "x")).isFalse();
  }

  @Test
  void someObjectsMayBeSomethingElse() {
    ObjectOr closed = new ObjectOr(SCHEMA, Scalar.BOOLEAN, true);
    assertThat(TypeCheck.takes(closed, Shape.STRING, "x")).isFalse();
    assertThat(TypeCheck.takes(closed, Shape.BOOLEAN, "true")).isTrue();
    ObjectOr open = new ObjectOr(SCHEMA, new ListOf(Scalar.STRING), false);
    assertThat(TypeCheck.takes(open, Shape.NUMBER, "1")).isTrue();
    assertThat(TypeCheck.takes(Any.ANY, Shape.BOOLEAN, "true")).isTrue();
  }
}
