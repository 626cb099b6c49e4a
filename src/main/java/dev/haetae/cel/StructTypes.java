package dev.haetae.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.StructType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of objects with known fields, by name. */
@SuppressWarnings("Immutable") // The map is.
record StructTypes(ImmutableMap<String, CelType> byName) implements CelTypeProvider {
  static StructTypes of(Iterable<ExpressionType> variables, List<CelFunction> functions) {
    Map<String, CelType> found = new LinkedHashMap<>();
    variables.forEach(type -> collect(type, found));
    for (CelFunction function : functions) {
      collect(function.result(), found);
    }
    return new StructTypes(ImmutableMap.copyOf(found));
  }

  private static void collect(ExpressionType type, Map<String, CelType> found) {
    if (type.cel() instanceof StructType struct && found.put(struct.name(), struct) != null) {
      return;
    }
    type.parts().forEach(part -> collect(part, found));
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return byName.values();
  }

  @Override
  public Optional<CelType> findType(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
