package dev.haetae.cel.mutation;

import dev.cel.common.types.CelType;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.StructValue;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operation of JSON Patch that an expression has made: {@code JSONPatch{op: "remove", …}}. */
@SuppressWarnings("Immutable") // The values of CEL are.
public final class MadePatch extends StructValue<String, MadePatch> {
  private final Map<String, Object> fields;

  MadePatch(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** What it does, such as {@code add}; empty when nothing is written. */
  public String op() {
    return text("op");
  }

  /** A JSON pointer to what it changes. */
  public String path() {
    return text("path");
  }

  /** A JSON pointer to what it copies or moves; empty when nothing is written. */
  public String from() {
    return text("from");
  }

  /** The value as CEL has it; null when nothing is written. */
  public @Nullable Object operand() {
    return fields.get("value");
  }

  private String text(String field) {
    return fields.get(field) instanceof String text ? text : "";
  }

  @Override
  public Object select(String field) {
    return fields.getOrDefault(field, field.equals("value") ? NullValue.NULL_VALUE : "");
  }

  @Override
  public Optional<Object> find(String field) {
    Object value = fields.get(field);
    return value == null || (value.equals("") && !field.equals("value"))
        ? Optional.empty()
        : Optional.of(value);
  }

  @Override
  public MadePatch value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return fields.isEmpty();
  }

  @Override
  public CelType celType() {
    return MutationTypes.JSON_PATCH;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MadePatch that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return "JSONPatch" + fields;
  }
}
