package dev.haetae.engine.admission;

import dev.haetae.policy.admission.ParamKind;
import dev.haetae.resource.LabelSelector;
import java.util.List;

/** The source of parameters that knows none, nor whether there are any. */
final class UnknownParams implements ParamSource {
  private static final Found NOTHING = new Found(List.of(), false);

  @Override
  public Scope scope(ParamKind kind) {
    return Scope.UNKNOWN;
  }

  @Override
  public Found named(ParamKind kind, String namespace, String name) {
    return NOTHING;
  }

  @Override
  public Found selected(ParamKind kind, String namespace, LabelSelector selector) {
    return NOTHING;
  }
}
