package dev.haetae.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExprConverter;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import dev.haetae.cel.standard.StandardLibrary;

/**
 * The optional fields of what is itself worked out: {@code a.?b.?c}. The runtime evaluates what
 * stands before such a field twice, and so a chain of them over and over; as calls of a function
 * they are evaluated once.
 */
final class OptionalFields {
  private static final String OPERATOR = "_?._";

  private OptionalFields() {}

  /** The same expression, node by node, in which they are calls of a function. */
  static CelAbstractSyntaxTree asCalls(CelAbstractSyntaxTree ast) {
    if (ast.getReferenceMap().values().stream()
        .noneMatch(reference -> reference.overloadIds().contains("select_optional_field"))) {
      return ast;
    }
    CelMutableExpr expr = CelMutableExprConverter.fromCelExpr(ast.getExpr());
    CelNavigableMutableExpr.fromExpr(expr)
        .allNodes()
        .filter(node -> node.getKind() == Kind.CALL && isWorkedOut(node.expr().call()))
        .forEach(node -> node.expr().call().setFunction(StandardLibrary.OPTIONAL_FIELD));
    return CelAbstractSyntaxTree.newCheckedAst(
        CelMutableExprConverter.fromMutableExpr(expr),
        ast.getSource(),
        ast.getReferenceMap(),
        ast.getTypeMap());
  }

  private static boolean isWorkedOut(CelMutableExpr.CelMutableCall call) {
    if (!call.function().equals(OPERATOR)) {
      return false;
    }
    Kind operand = call.args().getFirst().getKind();
    return operand != Kind.IDENT && operand != Kind.SELECT;
  }
}
