package dev.haetae.cel.cost;

import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;

/** The parts of an expression that are expressions, in the order of evaluation. */
public final class Children {
  private Children() {}

  /** The parts of a node. */
  public static List<CelExpr> of(CelExpr node) {
    List<CelExpr> parts = new ArrayList<>();
    switch (node.getKind()) {
      case SELECT -> parts.add(node.select().operand());
      case CALL -> {
        node.call().target().ifPresent(parts::add);
        parts.addAll(node.call().args());
      }
      case LIST -> parts.addAll(node.list().elements());
      case MAP ->
          node.map()
              .entries()
              .forEach(entry -> {
                parts.add(entry.key());
                parts.add(entry.value());
              });
      case STRUCT -> node.struct().entries().forEach(entry -> parts.add(entry.value()));
      case COMPREHENSION -> {
        parts.add(node.comprehension().iterRange());
        parts.add(node.comprehension().accuInit());
        parts.add(node.comprehension().loopCondition());
        parts.add(node.comprehension().loopStep());
        parts.add(node.comprehension().result());
      }
      case IDENT, CONSTANT, NOT_SET -> {}
    }
    return parts;
  }
}
