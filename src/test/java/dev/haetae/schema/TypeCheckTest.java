package dev.haetae.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.schema.FieldType.Any;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.ObjectOr;
import dev.haetae.schema.FieldType.Scalar;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TypeCheckTest {
  private static final ObjectType SCHEMA =
      Schema.kubernetes().type("Apiextensions.V1.JSONSchemaProps");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          INT32         | STRING  | http  | wants a whole number (int32), not the string "http"
          INT32         | NUMBER  | 1.5   | wants a whole number (int32), not 1.5
          INT32         | BOOLEAN | true  | wants a whole number (int32), not the boolean true
          INT32         | OBJECT  | ``    | wants a whole number (int32), not an object
          STRING        | NUMBER  | 80    | wants a string, not the number 80
          STRING        | BOOLEAN | true  | wants a string, not the boolean true
          STRING        | LIST    | ``    | wants a string, not a list
          BOOLEAN       | STRING  | True  | wants true or false, not the string "True"
          NUMBER        | STRING  | 1     | wants a number, not the string "1"
          QUANTITY      | STRING  | 10GB  | wants a quantity such as 500m or 10Gi, not "10GB"
          INT_OR_STRING | NUMBER  | 1e10  | wants a whole number (int32) or a string, not the number 1e10
          TIME          | STRING  | today | wants a time such as "2026-01-31T12:00:00Z", not "today"
          BYTES         | STRING  | ä     | wants a base64 string, not "ä"
          """)
  void saysWhatIsWrong(Scalar type, Shape shape, String literal, String problem) {
    assertThat(TypeCheck.problem(type, shape, literal)).contains(problem);
  }

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
  @CsvSource({"10GB, 10G", "10 Gi, 10Gi", "10gib, 10Gi", "1K, 1k", "1MB, 1M", "'1,000', 1000"})
  void repairsQuantities(String written, String meant) {
    assertThat(TypeCheck.remedy(Scalar.QUANTITY, Shape.STRING, written)).contains("write " + meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lots", "", "x10", "10 apples", "10B"})
  void doesNotGuessAtQuantities(String written) {
    assertThat(TypeCheck.remedy(Scalar.QUANTITY, Shape.STRING, written)).isEmpty();
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
    assertThat(TypeCheck.problem(new ListOf(Scalar.STRING), Shape.OBJECT, ""))
        .contains("wants a list, not an object");
    assertThat(TypeCheck.problem(new MapOf(Scalar.STRING), Shape.LIST, ""))
        .contains("wants an object, not a list");
    assertThat(TypeCheck.problem(new ObjectOf(SCHEMA), Shape.STRING, "x"))
        .contains("wants an object, not the string \"x\"");
  }

  @Test
  void someObjectsMayBeSomethingElse() {
    ObjectOr closed = new ObjectOr(SCHEMA, Scalar.BOOLEAN, true);
    assertThat(TypeCheck.problem(closed, Shape.STRING, "x"))
        .contains("wants an object or true or false, not the string \"x\"");
    assertThat(TypeCheck.takes(closed, Shape.BOOLEAN, "true")).isTrue();
    ObjectOr open = new ObjectOr(SCHEMA, new ListOf(Scalar.STRING), false);
    assertThat(TypeCheck.takes(open, Shape.NUMBER, "1")).isTrue();
    assertThat(TypeCheck.takes(Any.ANY, Shape.BOOLEAN, "true")).isTrue();
  }

  @Test
  void tellsWhatToWrite() {
    assertThat(TypeCheck.remedy(Scalar.STRING, Shape.NUMBER, "80"))
        .contains("put it in quotes: \"80\"");
    assertThat(TypeCheck.remedy(Scalar.INT32, Shape.STRING, "80"))
        .contains("write it without quotes: 80");
    assertThat(TypeCheck.remedy(Scalar.BOOLEAN, Shape.STRING, "true"))
        .contains("write it without quotes: true");
    assertThat(TypeCheck.remedy(new ListOf(Scalar.STRING), Shape.STRING, "sh"))
        .contains("begin it with \"- \": a list of one");
    assertThat(TypeCheck.remedy(Scalar.INT32, Shape.STRING, "http")).isEqualTo(Optional.empty());
  }

  @Test
  void longAndUnprintableTextStaysShort() {
    assertThat(TypeCheck.problem(Scalar.INT32, Shape.STRING, "a\"b\n" + "x".repeat(99)))
        .contains(
            "wants a whole number (int32), not the string \"a\\\"b\\n" + "x".repeat(36) + "…\"");
  }
}
