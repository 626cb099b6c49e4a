package dev.haetae.cel.policy;

import dev.cel.common.values.NullValue;
import dev.haetae.cel.Bindings;
import dev.haetae.cel.CostBudget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The variables that expressions of one part of a policy see. Each part has its own, since
 * composited variables are evaluated anew in each.
 */
final class RunScope implements Bindings {
  private static final String AUTHORIZER = "authorizer";

  private final Bindings request;
  private final Part part;
  private final CostBudget budget;
  private final @Nullable Object variables;

  /** A part of a policy. */
  enum Part {
    /** Match conditions, which see no namespace, whatever there is. */
    CONDITIONS,
    /** Validations. */
    VALIDATIONS,
    /** Expressions of messages, which have no authorizer. */
    MESSAGES,
    /** Audit annotations, which have none either. */
    ANNOTATIONS
  }

  RunScope(PolicyProgram program, Bindings request, Part part, long units, RunObserver observer) {
    this.request = request;
    this.part = part;
    this.budget = new CostBudget(units);
    this.variables =
        program.variables().isEmpty()
            ? null
            : new RunVariables(program.variables(), this, budget, observer);
  }

  /** The budget that all expressions of the part share. */
  CostBudget budget() {
    return budget;
  }

  @Override
  public @Nullable Object value(String name) {
    if (name.equals("variables")) {
      return variables;
    }
    if (part == Part.CONDITIONS && name.equals("namespaceObject")) {
      return NullValue.NULL_VALUE;
    }
    return hides(name) ? null : request.value(name);
  }

  private boolean hides(String name) {
    return (part == Part.MESSAGES || part == Part.ANNOTATIONS) && name.startsWith(AUTHORIZER);
  }

  @Override
  public List<String> unknown() {
    return request.unknown();
  }
}
