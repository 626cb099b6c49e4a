package dev.haetae.simulator.validation.meta;

import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.ValueSyntax;

/**
 * The validation of numbers that may be percentages, such as {@code maxUnavailable}.
 *
 * <p>Mirrors {@code ValidatePositiveIntOrPercent} and its like of {@code
 * pkg/apis/apps/validation/validation.go}.
 */
public final class Amounts {
  private Amounts() {}

  /** Checks a field that is there: no negative number, a well-formed percentage. */
  public static void check(Part part, String field) {
    Value value = part.get(field);
    if (value instanceof StringValue text) {
      part.causes().invalid(part.at(field), text.text(), ValueSyntax.percent(text.text()));
    } else {
      part.nonNegative(field);
    }
  }

  /** Checks that a percentage is not above 100. */
  public static void checkMost(Part part, String field) {
    if (part.get(field) instanceof StringValue text
        && ValueSyntax.isPercent(text.text())
        && amount(text, 0) > 100) {
      part.causes().invalid(part.at(field), text.text(), "must not be greater than 100%");
    }
  }

  /** The number or the percentage; 0 for any other text, {@code absent} when there is none. */
  public static long amount(Value value, long absent) {
    if (value instanceof NumberValue number && number.isInteger()) {
      return number.integer();
    }
    if (!(value instanceof StringValue text)) {
      return absent;
    }
    if (!ValueSyntax.isPercent(text.text())) {
      // As Go reads a text that is no percentage: by its digits, if it has no others.
      return digits(text.text());
    }
    String digits = text.text().substring(0, text.text().length() - 1);
    return digits.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(digits);
  }

  private static long digits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return 0;
      }
    }
    return text.isEmpty() || text.length() > 9 ? 0 : Long.parseLong(text);
  }
}
