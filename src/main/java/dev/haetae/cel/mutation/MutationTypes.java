package dev.haetae.cel.mutation;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.ast.CelExpr.CelStruct;
import dev.cel.common.ast.CelExprVisitor;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types that mutations may make besides those of the environment. Any field is one of theirs,
 * but the library wants to be told all of them: they are those that the expression names.
 */
@SuppressWarnings("Immutable") // The copy of the names is.
public final class MutationTypes implements CelTypeProvider {
  /** The type of an operation of JSON Patch. */
  public static final StructType JSON_PATCH =
      StructType.create(
          "JSONPatch",
          ImmutableSet.of("op", "path", "from", "value"),
          field -> Optional.of(field.equals("value") ? SimpleType.DYN : SimpleType.STRING));

  /** The type of a whole object. */
  public static final StructType OBJECT = type("Object", ImmutableSet.of());

  private final CelTypeProvider others;
  private final ImmutableSet<String> fields;

  private MutationTypes(CelTypeProvider others, ImmutableSet<String> fields) {
    this.others = others;
    this.fields = fields;
  }

  /** The types of an expression that has been parsed, and those of its environment. */
  public static MutationTypes of(CelAbstractSyntaxTree parsed, CelTypeProvider others) {
    Names names = new Names();
    names.visit(parsed);
    return new MutationTypes(others, ImmutableSet.copyOf(names.found));
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableList.<CelType>builder().addAll(others.types()).add(OBJECT, JSON_PATCH).build();
  }

  @Override
  public Optional<CelType> findType(String name) {
    if (name.equals("JSONPatch")) {
      return Optional.of(JSON_PATCH);
    }
    return isObject(name) ? Optional.of(type(name, fields)) : others.findType(name);
  }

  /** Returns whether a type is of objects that expressions make. */
  public static boolean isObject(String name) {
    return name.equals("Object") || name.startsWith("Object.");
  }

  private static StructType type(String name, ImmutableSet<String> fields) {
    return StructType.create(name, fields, _ -> Optional.of(SimpleType.DYN));
  }

  /**
   * A value of one of these types; empty for any other.
   *
   * @param type its name
   */
  public static Optional<Object> value(String type, Map<String, Object> fields) {
    if (type.equals("JSONPatch")) {
      return Optional.of(new MadePatch(fields));
    }
    return isObject(type) ? Optional.of(new MadeObject(type, fields)) : Optional.empty();
  }

  /** The names of fields that an expression sets or reads, of whatever type. */
  private static final class Names extends CelExprVisitor {
    private final Set<String> found = new HashSet<>();

    @Override
    protected void visit(CelExpr expr, CelStruct struct) {
      struct.entries().forEach(entry -> found.add(entry.fieldKey()));
      super.visit(expr, struct);
    }

    @Override
    protected void visit(CelExpr expr, CelSelect select) {
      found.add(select.field());
      super.visit(expr, select);
    }

    // The field of an optional selection is a constant.
    @Override
    protected void visit(CelExpr expr, CelCall call) {
      call.args().forEach(this::add);
      super.visit(expr, call);
    }

    private void add(@Nullable CelExpr argument) {
      if (argument != null
          && argument.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
          && argument.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
        found.add(argument.constant().stringValue());
      }
    }
  }
}
