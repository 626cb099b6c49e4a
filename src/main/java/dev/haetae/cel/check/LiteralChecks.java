package dev.haetae.cel.check;

import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.SimpleType;
import dev.haetae.cel.library.kind.Patterns;
import dev.haetae.cel.standard.Conversions;
import dev.haetae.cel.value.CelFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The checks of literals that the API server makes of an expression whose types are right: spans
 * and points of time and patterns must be some, and the elements of a list must be of one type.
 */
public final class LiteralChecks {
  /** In their arguments lists may hold anything. */
  private static final Set<String> MIXED = Set.of("format", "lists.@sortByAssociatedKeys");

  private static final Set<String> TIMES = Set.of("duration", "timestamp");

  private final CelAbstractSyntaxTree ast;
  private final List<CelIssue> issues = new ArrayList<>();

  private LiteralChecks(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  /** What is wrong with the literals of an expression. */
  public static List<CelIssue> of(CelAbstractSyntaxTree ast) {
    LiteralChecks checks = new LiteralChecks(ast);
    checks.check(ast.getExpr(), false);
    return checks.issues;
  }

  /**
   * Numbers that are too large for their type, which the parser lets pass.
   *
   * @param ast as it was parsed
   */
  public static List<CelIssue> ofNumbers(CelAbstractSyntaxTree ast) {
    LiteralChecks checks = new LiteralChecks(ast);
    checks.checkNumbers(ast.getExpr());
    return checks.issues;
  }

  private void checkNumbers(CelExpr expr) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.DOUBLE_VALUE
        && Double.isInfinite(expr.constant().doubleValue())) {
      report(expr.id(), "invalid double literal");
    }
    forEachPart(expr, this::checkNumbers);
  }

  /** Does something with each part of an expression, in the order of evaluation. */
  public static void forEachPart(CelExpr expr, Consumer<CelExpr> action) {
    switch (expr.getKind()) {
      case SELECT -> action.accept(expr.select().operand());
      case CALL -> {
        expr.call().target().ifPresent(action);
        expr.call().args().forEach(action);
      }
      case LIST -> expr.list().elements().forEach(action);
      case MAP ->
          expr.map()
              .entries()
              .forEach(entry -> {
                action.accept(entry.key());
                action.accept(entry.value());
              });
      case STRUCT -> expr.struct().entries().forEach(entry -> action.accept(entry.value()));
      case COMPREHENSION -> {
        CelExpr.CelComprehension loop = expr.comprehension();
        action.accept(loop.iterRange());
        action.accept(loop.accuInit());
        action.accept(loop.loopCondition());
        action.accept(loop.loopStep());
        action.accept(loop.result());
      }
      default -> {}
    }
  }

  private void check(CelExpr expr, boolean anything) {
    boolean mixed =
        expr.getKind() == CelExpr.ExprKind.Kind.CALL && MIXED.contains(expr.call().function());
    forEachPart(expr, part -> check(part, anything || mixed));
    switch (expr.getKind()) {
      case CALL -> {
        checkCall(expr.call());
        FormatChecks.Fault fault = FormatChecks.of(expr, part -> type(part, false));
        if (fault != null) {
          report(fault.at().id(), fault.message());
        }
      }
      case LIST -> {
        if (!anything) {
          checkList(expr.list());
        }
      }
      case MAP -> {
        if (!anything) {
          checkMap(expr.map());
        }
      }
      default -> {}
    }
  }

  private void checkCall(CelExpr.CelCall call) {
    if (call.args().isEmpty()) {
      return;
    }
    CelExpr last = call.args().getLast();
    Object literal = literal(last);
    if (literal == null) {
      return;
    }
    String function = call.function();
    if (TIMES.contains(function) && call.args().size() == 1) {
      check(last, function, () -> Conversions.convert(function, literal));
    } else if (function.equals("matches")
        && call.target().isPresent()
        && literal instanceof String pattern) {
      check(last, function, () -> Patterns.compile(pattern));
    }
  }

  private void check(CelExpr argument, String function, Runnable evaluation) {
    try {
      evaluation.run();
    } catch (CelFailure | PatternSyntaxException _) {
      report(argument.id(), "invalid " + function + " argument");
    }
  }

  /** The value of a literal that functions take; null when it is none. */
  static @Nullable Object literal(CelExpr expr) {
    if (expr.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
      return null;
    }
    CelConstant constant = expr.constant();
    return switch (constant.getKind()) {
      case STRING_VALUE -> constant.stringValue();
      case INT64_VALUE -> constant.int64Value();
      case UINT64_VALUE -> constant.uint64Value();
      case DOUBLE_VALUE -> constant.doubleValue();
      case BOOLEAN_VALUE -> constant.booleanValue();
      case BYTES_VALUE -> constant.bytesValue();
      case NULL_VALUE -> constant.nullValue();
      default -> null;
    };
  }

  private void checkList(CelExpr.CelList list) {
    CelType first = null;
    for (int i = 0; i < list.elements().size(); i++) {
      CelExpr element = list.elements().get(i);
      CelType type = type(element, list.optionalIndices().contains(i));
      if (first == null) {
        first = type;
      } else if (!first.equals(type)) {
        mismatch(element, first, type);
        return;
      }
    }
  }

  private void checkMap(CelExpr.CelMap map) {
    CelType keys = null;
    CelType values = null;
    for (CelExpr.CelMap.Entry entry : map.entries()) {
      CelType key = type(entry.key(), false);
      CelType value = type(entry.value(), entry.optionalEntry());
      if (keys == null || values == null) {
        keys = key;
        values = value;
        continue;
      }
      if (!keys.equals(key)) {
        mismatch(entry.key(), keys, key);
      }
      if (!values.equals(value)) {
        mismatch(entry.value(), values, value);
      }
    }
  }

  private CelType type(CelExpr expr, boolean optional) {
    CelType type = ast.getType(expr.id()).orElse(SimpleType.DYN);
    return optional && !type.parameters().isEmpty() ? type.parameters().getFirst() : type;
  }

  private void mismatch(CelExpr expr, CelType wanted, CelType found) {
    report(
        expr.id(),
        "expected type '"
            + types(CelTypes.format(wanted))
            + "' but found '"
            + types(CelTypes.format(found))
            + "'");
  }

  /** Names types in a message as the checker of the API server does. */
  public static String types(String message) {
    return message
        .replace("*error*", "!error!")
        .replace("google.protobuf.Duration", "duration")
        .replace("google.protobuf.Timestamp", "timestamp");
  }

  private void report(long id, String message) {
    CelSource source = ast.getSource();
    Integer offset = source.getPositionsMap().get(id);
    CelSourceLocation place =
        offset == null
            ? CelSourceLocation.NONE
            : source.getOffsetLocation(offset).orElse(CelSourceLocation.NONE);
    issues.add(CelIssue.formatError(place, message));
  }
}
