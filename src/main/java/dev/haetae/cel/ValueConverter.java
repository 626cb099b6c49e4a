package dev.haetae.cel;

import dev.cel.common.values.CelValue;
import dev.cel.common.values.CelValueConverter;
import dev.cel.common.values.CelValueProvider;
import dev.haetae.cel.mutation.MutationTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A converter through which the runtime takes every value of a field. To {@code has()} of what has
 * no fields the runtime answers with an error of its own, where the API server says false.
 */
final class ValueConverter extends CelValueConverter {
  static final ValueConverter INSTANCE = new ValueConverter();

  private static final Class<?> NO_FIELDS = noFields();

  private ValueConverter() {}

  private static Class<?> noFields() {
    try {
      return Class.forName("dev.cel.runtime.planner.MissingAttribute");
    } catch (ClassNotFoundException e) {
      throw new LinkageError("dev.cel has changed: no MissingAttribute", e);
    }
  }

  /** What gives it to the runtime. */
  @SuppressWarnings("Immutable") // It holds nothing.
  static CelValueProvider provider() {
    return new Provider(INSTANCE);
  }

  @Override
  public Object toRuntimeValue(Object value) {
    if (isPlain(value) || value instanceof CelValue) {
      return value;
    }
    return value.getClass() == NO_FIELDS ? false : super.toRuntimeValue(value);
  }

  @Override
  public Object maybeUnwrap(Object value) {
    return isPlain(value) ? value : super.maybeUnwrap(value);
  }

  // What expressions have made holds values of the runtime alone: to walk through it, as the
  // runtime does otherwise at each access, takes for ever where lists hold each other over and
  // over.
  private static boolean isPlain(Object value) {
    return value instanceof String
        || value instanceof Number
        || value instanceof List<?>
        || value instanceof Map<?, ?>;
  }

  private record Provider(CelValueConverter celValueConverter) implements CelValueProvider {
    @Override
    public Optional<Object> newValue(String type, Map<String, Object> fields) {
      return MutationTypes.value(type, fields);
    }
  }
}
