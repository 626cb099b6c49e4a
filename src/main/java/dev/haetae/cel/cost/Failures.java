package dev.haetae.cel.cost;

import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What may fail below logic that goes on without it: the runtime reports no failure, the API server
 * counts it. Of such nodes it is noted when they were reported last.
 */
final class Failures {
  private static final int NONE = -1;

  private int[] marks = {};
  private int count;
  private final Map<Integer, int[][]> parts = new HashMap<>();

  /** The place of a node's mark; -1 when it has none. */
  int mark(int id) {
    return id < marks.length ? marks[id] : NONE;
  }

  int count() {
    return count;
  }

  /** The marks and the costs, in turn, of what may fail in one part of a logic node. */
  int @Nullable [] part(int id, int part) {
    int[][] known = parts.get(id);
    return known == null || part >= known.length ? null : known[part];
  }

  void add(CelExpr logic, List<CelExpr> nodes, ToIntFunction<CelExpr> costs) {
    int[][] all = new int[nodes.size()][];
    for (int i = 0; i < all.length; i++) {
      List<Integer> pairs = new ArrayList<>();
      collect(nodes.get(i), pairs, costs);
      all[i] = pairs.stream().mapToInt(Integer::intValue).toArray();
    }
    markOf(logic);
    parts.put((int) logic.id(), all);
  }

  private int markOf(CelExpr node) {
    int id = Math.toIntExact(node.id());
    if (id >= marks.length) {
      int old = marks.length;
      marks = java.util.Arrays.copyOf(marks, Math.max(id + 1, old * 2));
      java.util.Arrays.fill(marks, old, marks.length, NONE);
    }
    if (marks[id] == NONE) {
      marks[id] = count++;
    }
    return marks[id];
  }

  // The part itself comes first: without its mark it has failed.
  private void collect(CelExpr node, List<Integer> pairs, ToIntFunction<CelExpr> costs) {
    pairs.add(markOf(node));
    pairs.add(costs.applyAsInt(node));
    for (CelExpr below : below(node)) {
      collect(below, pairs, costs);
    }
  }

  // Fields in a row are reported at once, at their end; logic does not fail.
  private static List<CelExpr> below(CelExpr node) {
    return switch (node.getKind()) {
      case SELECT -> {
        CelExpr operand = node;
        while (operand.getKind() == CelExpr.ExprKind.Kind.SELECT) {
          operand = operand.select().operand();
        }
        yield operand.getKind() == CelExpr.ExprKind.Kind.IDENT ? List.of() : List.of(operand);
      }
      case CALL -> {
        String function = node.call().function();
        boolean logic = function.equals("_&&_") || function.equals("_||_");
        boolean choice = function.equals("_?_:_");
        yield logic
            ? List.of()
            : choice ? List.of(node.call().args().getFirst()) : Children.of(node);
      }
      case COMPREHENSION -> List.of(node.comprehension().iterRange());
      default -> Children.of(node);
    };
  }
}
