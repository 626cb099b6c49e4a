package dev.haetae.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.values.StructValue;
import dev.haetae.cel.value.CelFailure;
import java.util.Map;
import java.util.Optional;

/** The value of {@code variables} as expressions see it. */
@SuppressWarnings("Immutable") // Each variable is evaluated once.
final class VariablesValue extends StructValue<String, VariablesValue> {
  private static final CelType TYPE = ExpressionType.variables(Map.of()).cel();

  private final LazyVariables variables;

  VariablesValue(LazyVariables variables) {
    this.variables = variables;
  }

  @Override
  public Object select(String field) {
    if (!variables.declares(field)) {
      throw new CelFailure("no such key: " + field);
    }
    return variables.own(field);
  }

  @Override
  public Optional<Object> find(String field) {
    return variables.declares(field) ? Optional.of(variables.own(field)) : Optional.empty();
  }

  @Override
  public VariablesValue value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return false;
  }

  @Override
  public CelType celType() {
    return TYPE;
  }
}
