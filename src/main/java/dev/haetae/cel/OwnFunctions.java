package dev.haetae.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The functions of an environment beside the libraries, as compiler and runtime take them. */
final class OwnFunctions {
  private OwnFunctions() {}

  private static String id(int index) {
    return "haetae_" + index;
  }

  static CelFunctionDecl declaration(CelFunction function, int index) {
    List<CelType> arguments = new ArrayList<>();
    ExpressionType receiver = function.receiver();
    if (receiver != null) {
      arguments.add(receiver.cel());
    }
    function.arguments().forEach(argument -> arguments.add(argument.cel()));
    CelType result = function.result().cel();
    return CelFunctionDecl.newFunctionDeclaration(
        function.name(),
        receiver == null
            ? CelOverloadDecl.newGlobalOverload(id(index), result, arguments)
            : CelOverloadDecl.newMemberOverload(id(index), result, arguments));
  }

  @SuppressWarnings("Immutable") // What a function does hangs on its arguments alone.
  static CelFunctionBinding binding(CelFunction function, int index) {
    int count = function.arguments().size() + (function.receiver() == null ? 0 : 1);
    return CelFunctionBinding.from(
        id(index), Collections.nCopies(count, Object.class), function.body()::call);
  }
}
