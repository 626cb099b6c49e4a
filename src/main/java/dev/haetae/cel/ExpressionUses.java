package dev.haetae.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What an expression makes use of, found in its syntax: for advice on what cannot work. */
public final class ExpressionUses {
  private static final Pattern ESCAPED =
      Pattern.compile(".*__(dash|dot|slash|underscores)__.*|__[a-z]+__");
  private static final String OBJECT = "Object";

  private final CelExpression expression;

  private ExpressionUses(CelExpression expression) {
    this.expression = expression;
  }

  /** The uses of an expression. */
  public static ExpressionUses of(CelExpression expression) {
    return new ExpressionUses(expression);
  }

  /**
   * A use.
   *
   * @param name of what is used
   * @param line in the expression; 1-based; 0 when it is not known
   * @param column in that line; 1-based; 0 when it is not known
   */
  public record Use(String name, int line, int column) {}

  /** The uses of a variable. */
  public List<Use> variable(String name) {
    return find(
        expr -> expr.getKind() == CelExpr.ExprKind.Kind.IDENT && expr.ident().name().equals(name));
  }

  /**
   * The fields of objects of any type that are named as typed objects name them: {@code
   * my__dash__field}.
   */
  public List<Use> escapedFields() {
    return find(expr ->
        expr.getKind() == CelExpr.ExprKind.Kind.SELECT
            && ESCAPED.matcher(expr.select().field()).matches()
            && type(expr.select().operand()).filter(SimpleType.DYN::equals).isPresent());
  }

  /** The values of patches that are lists or maps of {@code Object{}}. */
  public List<Use> patchesOfManyObjects() {
    return find(expr -> isPatchOfMany(expr));
  }

  private boolean isPatchOfMany(CelExpr expr) {
    if (expr.getKind() != CelExpr.ExprKind.Kind.STRUCT
        || !expr.struct().messageName().equals("JSONPatch")) {
      return false;
    }
    for (CelExpr.CelStruct.Entry entry : expr.struct().entries()) {
      if (entry.fieldKey().equals("value")
          && type(entry.value()).filter(ExpressionUses::isManyObjects).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isManyObjects(CelType type) {
    return switch (type) {
      case ListType list -> isObject(list.elemType()) || isManyObjects(list.elemType());
      case MapType map -> isObject(map.valueType()) || isManyObjects(map.valueType());
      default -> false;
    };
  }

  private static boolean isObject(CelType type) {
    return (type instanceof StructType || type instanceof StructTypeReference)
        && (type.name().equals(OBJECT) || type.name().startsWith(OBJECT + '.'));
  }

  private Optional<CelType> type(CelExpr expr) {
    return expression.ast().getType(expr.id());
  }

  private List<Use> find(Predicate<CelExpr> wanted) {
    CelAbstractSyntaxTree ast = expression.ast();
    List<Use> uses = new ArrayList<>();
    CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .map(node -> node.expr())
        .filter(wanted)
        .forEach(expr -> uses.add(use(ast.getSource(), expr)));
    return uses;
  }

  private static Use use(CelSource source, CelExpr expr) {
    String name =
        switch (expr.getKind()) {
          case IDENT -> expr.ident().name();
          case SELECT -> expr.select().field();
          case STRUCT -> expr.struct().messageName();
          default -> "";
        };
    Integer offset = source.getPositionsMap().get(expr.id());
    Optional<CelSourceLocation> place =
        offset == null ? Optional.empty() : source.getOffsetLocation(offset);
    return new Use(
        name,
        place.map(CelSourceLocation::getLine).orElse(0),
        place.map(it -> it.getColumn() + 1).orElse(0));
  }
}
