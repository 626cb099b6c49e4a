package dev.haetae.cel.mutation;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelStruct;
import dev.cel.common.ast.CelExprVisitor;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;

/** The search for operations of JSON Patch with a value at which an API server of 1.36 fails. */
public final class PatchFaults extends CelExprVisitor {
  private final CelAbstractSyntaxTree ast;
  private boolean found;

  private PatchFaults(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  /** Returns whether the value of an operation is a list or a map of objects that are made. */
  public static boolean in(CelAbstractSyntaxTree ast) {
    PatchFaults faults = new PatchFaults(ast);
    faults.visit(ast);
    return faults.found;
  }

  @Override
  protected void visit(CelExpr expr, CelStruct struct) {
    if (struct.messageName().equals(MutationTypes.JSON_PATCH.name())) {
      for (CelStruct.Entry entry : struct.entries()) {
        if (entry.fieldKey().equals("value")) {
          found |= holdsObjects(entry.value());
        }
      }
    }
    super.visit(expr, struct);
  }

  // What dyn() makes of a value is the value.
  private static CelExpr bare(CelExpr value) {
    return value.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
            && value.call().function().equals("dyn")
            && value.call().args().size() == 1
        ? bare(value.call().args().getFirst())
        : value;
  }

  private boolean holdsObjects(CelExpr written) {
    CelExpr value = bare(written);
    return switch (value.exprKind().getKind()) {
      case LIST -> value.list().elements().stream().anyMatch(this::isOrHoldsObject);
      case MAP -> value.map().entries().stream().anyMatch(entry -> isOrHoldsObject(entry.value()));
      default -> holdsObjects(type(value));
    };
  }

  private boolean isOrHoldsObject(CelExpr written) {
    return isObject(type(bare(written))) || holdsObjects(written);
  }

  private CelType type(CelExpr value) {
    return ast.getType(value.id()).orElse(SimpleType.DYN);
  }

  private static boolean holdsObjects(CelType type) {
    return switch (type) {
      case ListType list -> isObject(list.elemType()) || holdsObjects(list.elemType());
      case MapType map -> isObject(map.valueType()) || holdsObjects(map.valueType());
      default -> false;
    };
  }

  private static boolean isObject(CelType type) {
    return type instanceof StructType && MutationTypes.isObject(type.name());
  }
}
