package dev.haetae.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelStruct;
import dev.cel.common.ast.CelExprVisitor;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.StructType;
import dev.haetae.cel.mutation.MutationTypes;

/** The search for operations of JSON Patch with a value at which an API server of 1.36 fails. */
final class PatchFaults extends CelExprVisitor {
  private final CelAbstractSyntaxTree ast;
  private boolean found;

  private PatchFaults(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  /** Returns whether the value of an operation is a list or a map of objects that are made. */
  static boolean in(CelAbstractSyntaxTree ast) {
    PatchFaults faults = new PatchFaults(ast);
    faults.visit(ast);
    return faults.found;
  }

  @Override
  protected void visit(CelExpr expr, CelStruct struct) {
    if (struct.messageName().equals(MutationTypes.JSON_PATCH.name())) {
      for (CelStruct.Entry entry : struct.entries()) {
        if (entry.fieldKey().equals("value")) {
          found |= ast.getType(entry.value().id()).map(PatchFaults::holdsObjects).orElse(false);
        }
      }
    }
    super.visit(expr, struct);
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
