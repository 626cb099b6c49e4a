package dev.haetae.cel;

import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelExpr;
import dev.haetae.cel.library.kind.Patterns;
import dev.haetae.cel.standard.Conversions;
import dev.haetae.cel.value.CelFailure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls whose arguments are literals and that the API server makes once, when it takes an
 * expression: a conversion or a pattern that fails then fails the expression.
 */
final class ConstantCalls {
  private static final Set<String> FINDING = Set.of("find", "findAll");

  private ConstantCalls() {}

  /**
   * Makes those of an expression.
   *
   * @throws CelFailure when one fails
   */
  static void check(CelExpr expr) {
    var _ = fold(expr);
  }

  /** The value of an expression that is a literal, or converts one; null when it is neither. */
  private static @Nullable Object fold(CelExpr expr) {
    if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
      LiteralChecks.forEachPart(expr, ConstantCalls::check);
      return LiteralChecks.literal(expr);
    }
    CelExpr.CelCall call = expr.call();
    call.target().ifPresent(ConstantCalls::check);
    Object first = null;
    for (int i = 0; i < call.args().size(); i++) {
      Object value = fold(call.args().get(i));
      first = i == 0 ? value : first;
    }
    if (first == null) {
      return null;
    }
    if (FINDING.contains(call.function()) && first instanceof String pattern) {
      check(pattern);
      return null;
    }
    return call.args().size() == 1 && call.target().isEmpty()
        ? converted(call.function(), first)
        : null;
  }

  private static void check(String pattern) {
    try {
      var _ = Patterns.of(pattern);
    } catch (PatternSyntaxException e) {
      throw new CelFailure(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Object converted(String function, Object value) {
    return function.equals("dyn") ? value : Conversions.convert(function, value);
  }
}
