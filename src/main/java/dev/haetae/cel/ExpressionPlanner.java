package dev.haetae.cel;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelContainer;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.DefaultTypeProvider;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.DefaultDispatcher;
import dev.cel.runtime.planner.PlannedProgram;
import dev.cel.runtime.planner.ProgramPlanner;
import dev.haetae.cel.library.Libraries;
import java.util.List;

/**
 * A planner makes programs of expressions. It is put together of the runtime's own parts: the
 * runtime itself asks for protocol buffers at every value, of which policies have none.
 */
final class ExpressionPlanner {
  private final ProgramPlanner planner;

  private ExpressionPlanner(ProgramPlanner planner) {
    this.planner = planner;
  }

  /**
   * A planner.
   *
   * @param own functions beside the libraries
   */
  static ExpressionPlanner of(
      CelOptions options, CelTypeProvider types, List<CelFunctionBinding> own) {
    DefaultDispatcher.Builder functions = DefaultDispatcher.newBuilder();
    Libraries.bindings().forEach(binding -> add(functions, binding));
    own.forEach(binding -> add(functions, binding));
    return new ExpressionPlanner(
        ProgramPlanner.newPlanner(
            new CelTypeProvider.CombinedCelTypeProvider(DefaultTypeProvider.getInstance(), types),
            ValueConverter.provider(),
            functions.build(),
            ValueConverter.INSTANCE,
            CelContainer.newBuilder().build(),
            options,
            ImmutableSet.of()));
  }

  private static void add(DefaultDispatcher.Builder functions, CelFunctionBinding binding) {
    String id = binding.getOverloadId();
    functions.addOverload(
        id, id, binding.getArgTypes(), binding.isStrict(), binding.getDefinition());
  }

  /** The program of an expression whose types were checked. */
  PlannedProgram plan(CelAbstractSyntaxTree ast) throws CelEvaluationException {
    return (PlannedProgram) planner.plan(OptionalFields.asCalls(ast));
  }
}
