package dev.haetae.cel.value;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.values.StructValue;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A view of a record as an object of CEL: of its fields only those are read that an expression asks
 * for.
 *
 * @param <T> the record's type
 */
@SuppressWarnings("Immutable") // Records are, and readers have no state.
public final class RecordValue<T> extends StructValue<String, RecordValue<T>> {
  private final String type;
  private final T record;
  private final Map<String, ? extends Function<T, @Nullable Object>> readers;

  /**
   * A view of a record.
   *
   * @param type the name of its type in CEL
   * @param readers of its fields, by name; each gives a value of CEL, or null where there is none
   */
  public RecordValue(
      String type, T record, Map<String, ? extends Function<T, @Nullable Object>> readers) {
    this.type = type;
    this.record = record;
    this.readers = readers;
  }

  @Override
  public Object select(String field) {
    return find(field).orElseThrow(() -> CelAttributeNotFoundException.of("no such key: " + field));
  }

  @Override
  public Optional<Object> find(String field) {
    Function<T, @Nullable Object> reader = readers.get(field);
    return reader == null ? Optional.empty() : Optional.ofNullable(reader.apply(record));
  }

  @Override
  public RecordValue<T> value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return false;
  }

  @Override
  public CelType celType() {
    return StructTypeReference.create(type);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecordValue<?> that
        && type.equals(that.type)
        && record != null
        && record.equals(that.record);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  /** The name of its type; a record may be long. */
  @Override
  public String toString() {
    return type;
  }
}
