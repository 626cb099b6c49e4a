package dev.haetae.simulator.validation.field;

import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The causes of a refusal, collected in the words of the API server.
 *
 * <p>Mirrors {@code apimachinery/pkg/util/validation/field/errors.go}. The API server lists all
 * there are; whoever writes an object may make that many, and long: this list ends after {@value
 * #MOST}, and shows so much of a value.
 */
public final class CauseList {
  /** More causes than anybody reads. */
  public static final int MOST = 1000;

  private final List<Cause> causes = new ArrayList<>();

  /** Everything that was found, in that order; the same cause may be there twice. */
  public List<Cause> causes() {
    return List.copyOf(causes);
  }

  /** The number of causes so far. */
  public int size() {
    return causes.size();
  }

  /** Returns whether nothing was found. */
  public boolean isEmpty() {
    return causes.isEmpty();
  }

  /** Returns whether no more are taken. */
  public boolean isFull() {
    return causes.size() >= MOST;
  }

  /** Adds what another list has found. */
  public void addAll(CauseList other) {
    for (Cause cause : other.causes) {
      if (isFull()) {
        return;
      }
      causes.add(cause);
    }
  }

  /** A field that must be there is not. */
  public void required(Place place, String detail) {
    add("FieldValueRequired", place, "Required value", "", detail);
  }

  /** A text is wrong. */
  public void invalid(Place place, String text, String detail) {
    if (!isFull()) {
      add("FieldValueInvalid", place, "Invalid value", GoText.literal(text), detail);
    }
  }

  /** A text is wrong, in each of these ways. */
  public void invalid(Place place, String text, List<String> details) {
    for (String detail : details) {
      invalid(place, text, detail);
    }
  }

  /** A number is wrong. */
  public void invalid(Place place, long number, String detail) {
    add("FieldValueInvalid", place, "Invalid value", Long.toString(number), detail);
  }

  /** A value is wrong, which is shown as JSON. */
  public void invalid(Place place, Value value, String detail) {
    if (!isFull()) {
      add("FieldValueInvalid", place, "Invalid value", GoText.json(value), detail);
    }
  }

  /** A value is wrong, which is shown as a type of the API server's own. */
  public void invalid(Place place, Value value, InternalType type, String detail) {
    if (!isFull()) {
      add("FieldValueInvalid", place, "Invalid value", type.show(value), detail);
    }
  }

  /** Something is wrong whose value is not shown. */
  public void invalid(Place place, String detail) {
    add("FieldValueInvalid", place, "Invalid value", "", detail);
  }

  /** A text is none of those there are. */
  public void notSupported(Place place, String text, List<String> supported) {
    if (!isFull()) {
      notSupportedShown(place, GoText.literal(text), supported);
    }
  }

  /** A value is not supported, which is shown as JSON. */
  public void notSupported(Place place, Value value, List<String> supported) {
    if (!isFull()) {
      notSupportedShown(place, GoText.json(value), supported);
    }
  }

  /** A value is not supported, which is shown as a type of the API server's own. */
  public void notSupported(Place place, Value value, InternalType type, List<String> supported) {
    if (!isFull()) {
      notSupportedShown(place, type.show(value), supported);
    }
  }

  private void notSupportedShown(Place place, String shown, List<String> supported) {
    StringBuilder detail = new StringBuilder("supported values: ");
    for (int i = 0; i < supported.size(); i++) {
      detail.append(i == 0 ? "" : ", ").append(GoText.literal(supported.get(i)));
    }
    add("FieldValueNotSupported", place, "Unsupported value", shown, detail.toString());
  }

  /** A field must not be there, or must not be so. */
  public void forbidden(Place place, String detail) {
    add("FieldValueForbidden", place, "Forbidden", "", detail);
  }

  /** Something went wrong that the API server calls its own fault. */
  public void internal(Place place, String detail) {
    add("InternalError", place, "Internal error", "", detail);
  }

  /** A text is there twice. */
  public void duplicate(Place place, String text) {
    if (!isFull()) {
      duplicateShown(place, GoText.literal(text));
    }
  }

  /** Something is there twice that is shown as it is given. */
  public void duplicateShown(Place place, String shown) {
    add("FieldValueDuplicate", place, "Duplicate value", shown, "");
  }

  /** A name names nothing. */
  public void notFound(Place place, String text, String detail) {
    if (!isFull()) {
      add("FieldValueNotFound", place, "Not found", GoText.literal(text), detail);
    }
  }

  /** A text or all texts together have too many bytes. */
  public void tooLong(Place place, int most) {
    add("FieldValueTooLong", place, "Too long", "", "may not be more than " + most + " bytes");
  }

  /** A list has too many elements. */
  public void tooMany(Place place, int size, int most) {
    add(
        "FieldValueTooMany",
        place,
        "Too many",
        Integer.toString(size),
        "must have at most " + most + " items");
  }

  private void add(String reason, Place place, String what, String shown, String detail) {
    if (isFull()) {
      return;
    }
    StringBuilder message = new StringBuilder(what);
    if (!shown.isEmpty()) {
      message.append(": ").append(shown);
    }
    if (!detail.isEmpty()) {
      message.append(": ").append(detail);
    }
    causes.add(new Cause(reason, place.toString(), message.toString()));
  }
}
