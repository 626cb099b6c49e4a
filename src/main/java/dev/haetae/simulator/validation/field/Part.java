package dev.haetae.simulator.validation.field;

import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.defaults.Amount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object within the one that is validated: its fields, its place, and the list that its causes
 * go to.
 *
 * <p>Decoding has come before: a value of the wrong type is none. An absent field whose default is
 * one value reads as that value, so that an object may be validated before it got its defaults.
 */
public final class Part {
  private final ObjectValue value;
  private final Place place;
  private final CauseList causes;

  /** The object {@code value} that stands at {@code place}. */
  public Part(ObjectValue value, Place place, CauseList causes) {
    this.value = value;
    this.place = place;
    this.causes = causes;
  }

  /** The object as it is written. */
  public ObjectValue value() {
    return value;
  }

  /** The place of this object. */
  public Place place() {
    return place;
  }

  /** The place of one of its fields. */
  public Place at(String field) {
    return place.child(field);
  }

  /** Where the causes go. */
  public CauseList causes() {
    return causes;
  }

  /** The same object, named as if it stood elsewhere. */
  public Part at(Place other) {
    return new Part(value, other, causes);
  }

  /** Returns whether the field is there. */
  public boolean has(String field) {
    return value.has(field);
  }

  /** The field's value. */
  public Value get(String field) {
    return value.get(field);
  }

  /** The field's text; empty when there is none. */
  public String text(String field) {
    return value.text(field);
  }

  /** The field's text; {@code fallback} when there is none, or an empty one. */
  public String text(String field, String fallback) {
    String text = value.text(field);
    return text.isEmpty() ? fallback : text;
  }

  /** The field's text; null when there is none. */
  public @Nullable String textOrNull(String field) {
    return value.get(field) instanceof StringValue text ? text.text() : null;
  }

  /** The field's whole number; null when there is none. */
  public @Nullable Long number(String field) {
    return value.get(field) instanceof NumberValue number && number.isInteger()
        ? (Long) number.integer()
        : null;
  }

  /** The field's whole number; {@code fallback} when there is none. */
  public long number(String field, long fallback) {
    Long number = number(field);
    return number == null ? fallback : number;
  }

  /** Returns whether the field is true. */
  public boolean flag(String field) {
    return value.get(field) == BooleanValue.TRUE;
  }

  /** Returns whether the field is there and false. */
  public boolean isFalse(String field) {
    return value.get(field) == BooleanValue.FALSE;
  }

  /** The field's object; an empty one when there is none. */
  public Part object(String field) {
    return new Part(map(field), place.child(field), causes);
  }

  /** The field's object; null when there is none. */
  public @Nullable Part objectOrNull(String field) {
    return value.has(field) ? object(field) : null;
  }

  /** The tree of the field's object; an empty one when there is none. */
  public ObjectValue map(String field) {
    return value.get(field) instanceof ObjectValue object ? object : ObjectValue.EMPTY;
  }

  /** The tree of the field's list; an empty one when there is none. */
  public ArrayValue list(String field) {
    return value.get(field) instanceof ArrayValue array ? array : ArrayValue.EMPTY;
  }

  /** The objects of the field's list. */
  public List<Part> objects(String field) {
    ArrayValue array = list(field);
    if (array.size() == 0) {
      return List.of();
    }
    List<Part> parts = new ArrayList<>(array.size());
    Place list = place.child(field);
    for (int i = 0; i < array.size(); i++) {
      ObjectValue element = array.get(i) instanceof ObjectValue object ? object : ObjectValue.EMPTY;
      parts.add(new Part(element, list.index(i), causes));
    }
    return parts;
  }

  /** The texts of the field's list. */
  public List<String> texts(String field) {
    ArrayValue array = list(field);
    if (array.size() == 0) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      texts.add(array.get(i) instanceof StringValue text ? text.text() : "");
    }
    return texts;
  }

  /** The quantity that a value writes; null when it writes none. */
  public static @Nullable Quantity quantity(Value value) {
    if (value instanceof StringValue text) {
      return Quantity.decode(text.text());
    }
    return value instanceof NumberValue number ? Quantity.parse(number.literal()) : null;
  }

  /** The quantity that a value writes as messages name it: {@code 1024Mi} is {@code 1Gi}. */
  public static String amount(Value value) {
    String written = "";
    if (value instanceof StringValue text) {
      written = text.text();
    } else if (value instanceof NumberValue number) {
      written = number.literal();
    }
    Amount amount = Amount.parse(written);
    return amount == null ? written : amount.toString();
  }

  /** The fields must be there, and neither empty texts nor empty lists. */
  public void require(String... fields) {
    for (String field : fields) {
      Value written = value.get(field);
      boolean empty =
          written.isNull()
              || (written instanceof StringValue text && text.text().isEmpty())
              || (written instanceof ArrayValue array && array.size() == 0);
      if (empty) {
        causes.required(at(field), "");
      }
    }
  }

  /** A field that is there must not be negative. */
  public void nonNegative(String field) {
    long number = number(field, 0);
    if (number < 0) {
      causes.invalid(at(field), number, "must be greater than or equal to 0");
    }
  }

  /** None of the fields may be negative. */
  public void nonNegative(String... fields) {
    for (String field : fields) {
      nonNegative(field);
    }
  }

  /** A field that is there must be within both bounds. */
  public void within(String field, long low, long high) {
    Long number = number(field);
    if (number != null && (number < low || number > high)) {
      causes.invalid(at(field), number, "must be between " + low + " and " + high + ", inclusive");
    }
  }

  /** A text that is there must be one of these. */
  public void oneOf(String field, List<String> supported) {
    String text = textOrNull(field);
    if (text != null && !supported.contains(text)) {
      causes.notSupported(at(field), text, supported);
    }
  }

  /** A text that is there must not be empty, and be one of these. */
  public void oneOfOrRequired(String field, List<String> supported) {
    String text = textOrNull(field);
    if (text != null && text.isEmpty()) {
      causes.required(at(field), "");
    } else {
      oneOf(field, supported);
    }
  }

  /** A text that is there and not empty, which stands for a default, must be one of these. */
  public void oneOfOrDefault(String field, List<String> supported) {
    String text = text(field);
    if (!text.isEmpty() && !supported.contains(text)) {
      causes.notSupported(at(field), text, supported);
    }
  }
}
