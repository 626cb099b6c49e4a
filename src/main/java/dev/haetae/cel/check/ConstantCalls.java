package dev.haetae.cel.check;

import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelExpr;
import dev.haetae.cel.library.kind.Patterns;
import dev.haetae.cel.standard.Conversions;
import dev.haetae.cel.value.CelFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls whose arguments are literals and that the API server makes once, when it takes an
 * expression: a conversion or a pattern that fails then fails the expression.
 */
public final class ConstantCalls {
  private static final Set<String> FINDING = Set.of("find", "findAll");

  private ConstantCalls() {}

  /**
   * Makes those of an expression.
   *
   * @throws CelFailure when one fails
   */
  public static void check(CelExpr expr) {
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
    List<@Nullable Object> values = new ArrayList<>();
    for (CelExpr argument : call.args()) {
      values.add(fold(argument));
    }
    boolean member = call.target().isPresent();
    if (member ? FINDING.contains(call.function()) : call.function().equals("matches")) {
      if (!values.isEmpty() && values.get(member ? 0 : values.size() - 1) instanceof String text) {
        check(text);
      }
      return null;
    }
    Object only = values.size() == 1 && !member ? values.getFirst() : null;
    return only == null ? null : converted(call.function(), only);
  }

  private static void check(String pattern) {
    try {
      var _ = Patterns.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new CelFailure(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Object converted(String function, Object value) {
    return function.equals("dyn") ? value : Conversions.convert(function, value);
  }
}
