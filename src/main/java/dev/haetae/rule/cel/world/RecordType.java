package dev.haetae.rule.cel.world;

import dev.haetae.cel.ExpressionType;
import dev.haetae.cel.value.RecordValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A type of records as expressions see them: the fields by name, each with its type and the way it
 * is read, so that what compiles is also there.
 *
 * @param <T> the records
 */
public final class RecordType<T> {
  private final String name;
  private final SequencedMap<String, Field<T>> fields;
  private final ExpressionType type;

  private RecordType(String name, SequencedMap<String, Field<T>> fields) {
    this.name = name;
    this.fields = fields;
    Map<String, ExpressionType> types = new LinkedHashMap<>();
    fields.forEach((field, read) -> types.put(field, read.type()));
    this.type = ExpressionType.struct(name, types);
  }

  /**
   * A field.
   *
   * @param type of its values
   * @param meaning in a few words, for a table of the fields
   * @param reader gives a value of CEL, or null where there is none
   */
  public record Field<T>(ExpressionType type, String meaning, Function<T, @Nullable Object> reader)
      implements Function<T, @Nullable Object> {
    @Override
    public @Nullable Object apply(T record) {
      return reader.apply(record);
    }
  }

  /** A type whose fields are still to be named. */
  public static <T> Builder<T> named(String name) {
    return new Builder<>(name);
  }

  /** The name, such as {@code haetae.Claim}. */
  public String name() {
    return name;
  }

  /** The fields by name, in the order in which people read them. */
  public SequencedMap<String, Field<T>> fields() {
    return fields;
  }

  /** The type for declarations. */
  public ExpressionType type() {
    return type;
  }

  /** A record as a value of CEL. */
  public Object view(T record) {
    return new RecordValue<>(name, record, fields);
  }

  /**
   * A type that is being made.
   *
   * @param <T> the records
   */
  public static final class Builder<T> {
    private final String name;
    private final SequencedMap<String, Field<T>> fields = new LinkedHashMap<>();

    private Builder(String name) {
      this.name = name;
    }

    /** Adds a field. */
    public Builder<T> with(
        String field, ExpressionType type, String meaning, Function<T, @Nullable Object> reader) {
      fields.put(field, new Field<>(type, meaning, reader));
      return this;
    }

    /** The type. */
    public RecordType<T> build() {
      return new RecordType<>(name, Collections.unmodifiableSequencedMap(fields));
    }
  }
}
