package dev.haetae.cel.cost;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import java.util.List;

/**
 * The parts of an expression that the API server reckons once, before it runs: literals, lists and
 * maps of such, and conversions.
 */
final class Constants {
  private final CelAbstractSyntaxTree ast;

  Constants(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  boolean isConstant(CelExpr node) {
    return switch (node.getKind()) {
      case CONSTANT -> true;
      case IDENT -> isName(node);
      case LIST ->
          node.list().optionalIndices().isEmpty()
              && node.list().elements().stream().allMatch(this::isConstant);
      case MAP ->
          node.map().entries().stream()
              .allMatch(entry ->
                  !entry.optionalEntry() && isConstant(entry.key()) && isConstant(entry.value()));
      case CALL -> isConversion(node.call());
      case SELECT, STRUCT, COMPREHENSION, NOT_SET -> false;
    };
  }

  // The name of a type or of a number.
  private boolean isName(CelExpr node) {
    boolean value =
        ast.getReference(node.id()).map(reference -> reference.value().isPresent()).orElse(false);
    return value || ast.getType(node.id()).map(type -> type.kind() == CelKind.TYPE).orElse(false);
  }

  private boolean isConversion(CelExpr.CelCall call) {
    return switch (call.function()) {
      case "bool",
          "bytes",
          "double",
          "duration",
          "dyn",
          "int",
          "string",
          "timestamp",
          "type",
          "uint" ->
          call.target().isEmpty() && call.args().size() == 1 && isConstant(call.args().getFirst());
      default -> false;
    };
  }

  /** Returns whether a constant is a list of nothing. */
  boolean isEmpty(CelExpr constant) {
    return constant.getKind() == CelExpr.ExprKind.Kind.LIST && constant.list().elements().isEmpty();
  }

  /** Returns whether a constant is a list of texts, numbers and truth values alone. */
  boolean isPlain(CelExpr constant) {
    if (constant.getKind() == CelExpr.ExprKind.Kind.CALL) {
      List<CelExpr> arguments = constant.call().args();
      return constant.call().function().equals("dyn") && isPlain(arguments.getFirst());
    }
    return constant.getKind() == CelExpr.ExprKind.Kind.LIST
        && constant.list().elements().stream().allMatch(Constants::isPlainValue);
  }

  private static boolean isPlainValue(CelExpr element) {
    return switch (element.getKind()) {
      case CONSTANT -> isPlainLiteral(element.constant());
      case CALL ->
          switch (element.call().function()) {
            case "bool", "double", "int", "string", "uint" -> true;
            case "dyn" -> isPlainValue(element.call().args().getFirst());
            default -> false;
          };
      default -> false;
    };
  }

  private static boolean isPlainLiteral(CelConstant literal) {
    return switch (literal.getKind()) {
      case BOOLEAN_VALUE, INT64_VALUE, UINT64_VALUE, DOUBLE_VALUE, STRING_VALUE -> true;
      default -> false;
    };
  }
}
