package dev.haetae.rule.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.ObjectOr;
import dev.haetae.schema.FieldType.Scalar;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import dev.haetae.schema.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WrongTypeTest {
  private static final ObjectType SCHEMA = Schema.kubernetes().kind("v1", "Pod").orElseThrow();

  private static Sentence sentence(FieldType type, Shape shape, String literal) {
    return new WrongType(type, shape, literal, "").sentence(Path.of("f"), "Pod");
  }

  private static String problem(FieldType type, Shape shape, String literal) {
    return sentence(type, shape, literal).message();
  }

  private static String remedy(FieldType type, Shape shape, String literal) {
    return sentence(type, shape, literal).remedy();
  }

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
    assertThat(problem(type, shape, literal)).isEqualTo("f " + problem);
  }

  @ParameterizedTest
  @CsvSource({"10GB, 10G", "10 Gi, 10Gi", "10gib, 10Gi", "1K, 1k", "1MB, 1M", "'1,000', 1000"})
  void repairsQuantities(String written, String meant) {
    assertThat(remedy(Scalar.QUANTITY, Shape.STRING, written)).isEqualTo("write " + meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lots", "", "x10", "10 apples", "10B"})
  void doesNotGuessAtQuantities(String written) {
    assertThat(remedy(Scalar.QUANTITY, Shape.STRING, written))
        .isEqualTo("write a quantity such as 500m or 10Gi");
  }

  @Test
  void tellsListsAndObjectsApart() {
    assertThat(problem(new ListOf(Scalar.STRING), Shape.OBJECT, ""))
        .isEqualTo("f wants a list, not an object");
    assertThat(problem(new MapOf(Scalar.STRING), Shape.LIST, ""))
        .isEqualTo("f wants an object, not a list");
    assertThat(problem(new ObjectOf(SCHEMA), Shape.STRING, "x"))
        .isEqualTo("f wants an object, not the string \"x\"");
    assertThat(problem(new ObjectOr(SCHEMA, Scalar.BOOLEAN, true), Shape.STRING, "x"))
        .isEqualTo("f wants an object or true or false, not the string \"x\"");
  }

  @Test
  void tellsWhatToWrite() {
    assertThat(remedy(Scalar.STRING, Shape.NUMBER, "80")).isEqualTo("put it in quotes: \"80\"");
    assertThat(remedy(Scalar.INT32, Shape.STRING, "80")).isEqualTo("write it without quotes: 80");
    assertThat(remedy(Scalar.BOOLEAN, Shape.STRING, "true"))
        .isEqualTo("write it without quotes: true");
    assertThat(remedy(new ListOf(Scalar.STRING), Shape.STRING, "sh"))
        .isEqualTo("begin it with \"- \": a list of one");
    assertThat(remedy(Scalar.INT32, Shape.STRING, "http"))
        .isEqualTo("write a whole number (int32)");
  }

  @Test
  void longAndUnprintableTextStaysShort() {
    assertThat(problem(Scalar.INT32, Shape.STRING, "a\nb" + "x".repeat(99)))
        .isEqualTo(
            "f wants a whole number (int32), not the string \"a\\u000ab" + "x".repeat(77) + "…\"");
  }
}
