package dev.haetae.cel.mutation;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.StructValue;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object that an expression has made: {@code Object.spec{replicas: 3}}. */
@SuppressWarnings("Immutable") // The values of CEL are.
public final class MadeObject extends StructValue<String, MadeObject> {
  private final String name;
  private final Map<String, Object> fields;

  MadeObject(String name, Map<String, Object> fields) {
    this.name = name;
    this.fields = fields;
  }

  /** The name of its type, such as {@code Object.spec}. */
  public String name() {
    return name;
  }

  /** Its fields that have a value. */
  public Map<String, Object> fields() {
    return fields;
  }

  // The API server gives null for a field that is not set.
  @Override
  public Object select(String field) {
    return fields.getOrDefault(field, NullValue.NULL_VALUE);
  }

  @Override
  public Optional<Object> find(String field) {
    return Optional.ofNullable(fields.get(field));
  }

  @Override
  public MadeObject value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return fields.isEmpty();
  }

  @Override
  public CelType celType() {
    return name.equals("Object")
        ? MutationTypes.OBJECT
        : StructType.create(name, ImmutableSet.of(), _ -> Optional.empty());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MadeObject that && name.equals(that.name) && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + fields.hashCode();
  }

  @Override
  public String toString() {
    return name + fields;
  }
}
