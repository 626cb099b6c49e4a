package dev.haetae.rule.manifest;

import dev.haetae.resource.text.FileText;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.Scalar;
import dev.haetae.schema.QuantitySyntax;
import dev.haetae.schema.Shape;
import dev.haetae.schema.TypeCheck;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value that a field does not take.
 *
 * @param type of the field
 * @param shape of the value
 * @param literal the characters of a string, the JSON literal of a number or boolean; not read for
 *     the other shapes
 * @param firstKey of an object; empty when it has none, or is none
 */
record WrongType(FieldType type, Shape shape, String literal, String firstKey) {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{[^{}]*}|\\{\\{.*}}|^\\$[A-Z][A-Z0-9_]*$");

  /**
   * Says what is wrong and what to write instead.
   *
   * @param kind of the whole object
   */
  Sentence sentence(Path path, String kind) {
    Sentence meant = meant(path, kind);
    return Sentence.of("%s wants %s, not %s", path, Sentence.of(type.words()), found())
        .instead(meant == null ? remedy() : meant);
  }

  // What people mean where it is not the type that they have missed.
  private @Nullable Sentence meant(Path path, String kind) {
    if (shape == Shape.STRING && PLACEHOLDER.matcher(literal).find()) {
      return Sentence.of("a template: render it first (envsubst, or what it was written for)");
    }
    if (type instanceof ObjectOf || type instanceof ListOf || type instanceof MapOf) {
      String lookalike = FileText.lookalike(literal);
      Sentence within = lookalike == null ? within(path) : Sentence.said(lookalike);
      if (within != null) {
        return within;
      }
    }
    Path parent = path.parent();
    if (type == Scalar.BYTES && shape != Shape.OBJECT && kind.equals("Secret")) {
      return Sentence.of("write it under stringData, or write the base64 of it");
    }
    if (type == Scalar.BYTES && shape != Shape.OBJECT && kind.equals("ConfigMap")) {
      return Sentence.of("write it under data, or write the base64 of it");
    }
    if (type == Scalar.STRING
        && shape == Shape.OBJECT
        && path.index() < 0
        && path.key().equals("matchLabels")
        && parent != null
        && parent.index() < 0) {
      return Sentence.of("write its labels right under %s", parent.key());
    }
    if (type instanceof ObjectOf object
        && object.type().name().equals("LabelSelector")
        && shape == Shape.STRING) {
      return Sentence.of("write matchLabels with the labels under it");
    }
    return null;
  }

  // The one field that is meant, or the names that each element of a list has.
  private @Nullable Sentence within(Path path) {
    if (shape == Shape.STRING && type instanceof MapOf map && map.value() == Scalar.QUANTITY) {
      return TypeCheck.takes(Scalar.QUANTITY, shape, literal) && isOfStorage(path)
          ? Sentence.of("write storage: %s under it", literal)
          : null;
    }
    if (type instanceof ObjectOf object) {
      String main = Meanings.mainField(object.type().name());
      FieldType field = main == null ? null : object.type().fieldOrNull(main);
      return main == null || field == null || !TypeCheck.takes(field, shape, literal)
          ? null
          : Sentence.of(shape == Shape.STRING ? "write {%s: %q}" : "write {%s: %s}", main, literal);
    }
    return type instanceof ListOf list
            && list.element() instanceof ObjectOf element
            && !firstKey.isEmpty()
            && element.type().field(firstKey).isEmpty()
            && element.type().field("name").isPresent()
        ? Sentence.of("write a list, each with its name: - name: %s", firstKey)
        : null;
  }

  // The amounts of a claim or of a volume.
  private static boolean isOfStorage(Path path) {
    Path above = path.parent();
    return path.index() < 0
        && (path.key().equals("capacity")
            || (above != null && above.equals(Path.of("spec").child("resources"))));
  }

  private Sentence found() {
    return switch (shape) {
      case OBJECT, LIST, NULL -> Sentence.of(shape.words());
      case STRING -> Sentence.of(isOfStrings() ? "%q" : "the string %q", literal);
      case NUMBER -> Sentence.of(isWhole() ? "%s" : "the number %s", literal);
      case BOOLEAN -> Sentence.of("the boolean %s", literal);
    };
  }

  private boolean isOfStrings() {
    return type == Scalar.QUANTITY
        || type == Scalar.TIME
        || type == Scalar.MICRO_TIME
        || type == Scalar.BYTES;
  }

  private boolean isWhole() {
    return type == Scalar.INT32 || type == Scalar.INT64;
  }

  private Sentence remedy() {
    if (type == Scalar.STRING && (shape == Shape.NUMBER || shape == Shape.BOOLEAN)) {
      return Sentence.of("put it in quotes: %q", literal);
    }
    if (shape == Shape.STRING && isOtherwiseTaken()) {
      return Sentence.of("write it without quotes: %s", literal);
    }
    if (shape == Shape.STRING && type == Scalar.QUANTITY) {
      String repaired = QuantitySyntax.repair(literal);
      return repaired.isEmpty() ? anyOther() : Sentence.of("write %s", repaired);
    }
    return type instanceof ListOf list && TypeCheck.takes(list.element(), shape, literal)
        ? Sentence.of("begin it with \"- \": a list of one")
        : anyOther();
  }

  private Sentence anyOther() {
    return Sentence.of("write %s", Sentence.of(type.words()));
  }

  // A number or a truth value in quotes.
  private boolean isOtherwiseTaken() {
    return type == Scalar.BOOLEAN
        ? literal.equals("true") || literal.equals("false")
        : isWhole() && isDigits() && TypeCheck.takes(type, Shape.NUMBER, literal);
  }

  private boolean isDigits() {
    return !literal.isEmpty() && literal.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
