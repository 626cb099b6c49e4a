package dev.haetae.cel.cost;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A builder of cost tables. The API server folds constants before it counts, and reads a chain of
 * fields and indexes as one: a chain costs one, and one for each link.
 */
final class CostTableBuilder {
  private static final int LIST = 10;
  private static final int MAP = 30;
  private static final int STRUCT = 40;
  private static final String OPTIONAL = "@target";

  private final CelAbstractSyntaxTree ast;
  private final Constants constants;
  private Formula[] formulas = new Formula[64];
  private int[] costs = new int[64];
  private int[] slots = new int[64];
  private int[][] arguments = new int[64][];
  private int slotCount;
  private final Failures failures = new Failures();

  CostTableBuilder(CelAbstractSyntaxTree ast) {
    this.ast = ast;
    this.constants = new Constants(ast);
    Arrays.fill(slots, -1);
  }

  CostTable build() {
    visit(ast.getExpr(), false);
    return new CostTable(formulas, costs, slots, arguments, slotCount, failures);
  }

  private int id(CelExpr node) {
    int id = Math.toIntExact(node.id());
    if (id >= costs.length) {
      int old = costs.length;
      int size = Math.max(id + 1, old * 2);
      formulas = Arrays.copyOf(formulas, size);
      costs = Arrays.copyOf(costs, size);
      slots = Arrays.copyOf(slots, size);
      arguments = Arrays.copyOf(arguments, size);
      Arrays.fill(slots, old, size, -1);
    }
    return id;
  }

  private void set(CelExpr node, Formula formula, int cost) {
    int id = id(node);
    formulas[id] = formula;
    costs[id] = cost;
  }

  private int keep(CelExpr node) {
    int id = id(node);
    if (slots[id] < 0) {
      slots[id] = slotCount++;
    }
    return slots[id];
  }

  // A part of a chain whose own start costs nothing: it is an index, or a branch of a condition.
  private void visit(CelExpr node, boolean free) {
    if (constants.isConstant(node)) {
      id(node);
      return;
    }
    switch (node.getKind()) {
      case IDENT -> set(node, Formula.FIXED, free ? 0 : 1);
      case SELECT -> select(node, free);
      case CALL -> call(node, free);
      case LIST -> {
        set(node, Formula.FIXED, LIST);
        node.list().elements().forEach(element -> visit(element, false));
      }
      case MAP -> {
        set(node, Formula.FIXED, MAP);
        for (CelExpr.CelMap.Entry entry : node.map().entries()) {
          visit(entry.key(), false);
          visit(entry.value(), false);
        }
      }
      case STRUCT -> {
        set(node, Formula.FIXED, STRUCT);
        node.struct().entries().forEach(entry -> visit(entry.value(), false));
      }
      case COMPREHENSION -> comprehension(node.comprehension());
      case CONSTANT, NOT_SET -> id(node);
    }
    id(node);
  }

  private void comprehension(CelComprehension fold) {
    visit(fold.iterRange(), false);
    visit(fold.accuInit(), false);
    visit(fold.loopCondition(), false);
    visit(fold.loopStep(), false);
    visit(fold.result(), false);
    if (fold.accuVar().equals(OPTIONAL)) {
      optional(fold);
    }
  }

  // The runtime keeps the optional that is mapped, where the API server evaluates it once more.
  private void optional(CelComprehension fold) {
    int[] slot = {slotCount++};
    CelCall choice = fold.result().call();
    CelExpr tested = choice.args().get(0).call().target().orElseThrow();
    CelExpr mapped = choice.args().get(1);
    CelExpr inner =
        mapped.getKind() == CelExpr.ExprKind.Kind.CALL ? mapped.call().args().getFirst() : mapped;
    CelExpr read = inner.comprehension().accuInit().call().target().orElseThrow();
    set(fold.iterRange(), Formula.START, 0);
    set(tested, Formula.MEASURE, 0);
    set(read, Formula.MEASURED, 0);
    for (CelExpr node : List.of(fold.iterRange(), tested, read)) {
      arguments[id(node)] = slot;
    }
  }

  // The runtime reports the last of several fields in a row, the API server counts each.
  private void select(CelExpr node, boolean free) {
    int links = 0;
    CelExpr operand = node;
    boolean presence = false;
    while (operand.getKind() == CelExpr.ExprKind.Kind.SELECT) {
      CelSelect select = operand.select();
      presence |= select.testOnly();
      links++;
      operand = select.operand();
    }
    boolean unpaid = free || presence;
    if (operand.getKind() == CelExpr.ExprKind.Kind.IDENT && !constants.isConstant(operand)) {
      set(node, presence ? Formula.PRESENCE : Formula.FIXED, links + (unpaid ? 0 : 1));
      id(operand);
    } else if (isChain(operand)) {
      set(node, presence ? Formula.PRESENCE : Formula.IF_PRESENT, links);
      visit(operand, unpaid);
    } else {
      set(node, presence ? Formula.PRESENCE : Formula.FIXED, links + (unpaid ? 0 : 1));
      visit(operand, false);
    }
  }

  private static boolean isChain(CelExpr node) {
    return switch (node.getKind()) {
      case IDENT, SELECT -> true;
      case CALL ->
          switch (node.call().function()) {
            case "_[_]", "_[?_]", "_?._", "_?_:_" -> true;
            default -> false;
          };
      default -> false;
    };
  }

  private void call(CelExpr node, boolean free) {
    CelCall call = node.call();
    List<CelExpr> parts = parts(call);
    switch (call.function()) {
      case "_[_]", "_[?_]" -> index(node, parts, free);
      case "_?._" -> optionalField(node, parts, free);
      case "_?_:_" -> {
        set(node, Formula.FIXED, 0);
        visit(parts.get(0), false);
        visit(parts.get(1), true);
        visit(parts.get(2), true);
      }
      case "_&&_", "_||_" -> logic(node, parts, 0);
      case "@not_strictly_false" -> logic(node, parts, 1);
      case "@in", "_in_", "in" -> membership(node, parts);
      case "lists.@sortByAssociatedKeys" -> sortBy(node, parts);
      default -> {
        parts.forEach(part -> visit(part, false));
        function(node, parts);
      }
    }
  }

  private static List<CelExpr> parts(CelCall call) {
    List<CelExpr> parts = new ArrayList<>();
    call.target().ifPresent(parts::add);
    parts.addAll(call.args());
    return parts;
  }

  private void function(CelExpr node, List<CelExpr> parts) {
    FunctionCosts.Cost cost =
        FunctionCosts.of(node.call().function(), overload(node), parts.size(), elements(parts));
    set(node, cost.formula(), cost.units());
    if (cost.formula() != Formula.FIXED && cost.formula() != Formula.CALL) {
      keepAll(node, parts);
    }
  }

  private void keepAll(CelExpr node, List<CelExpr> parts) {
    int[] kept = new int[parts.size()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = keep(parts.get(i));
    }
    arguments[id(node)] = kept;
  }

  // The overload when there is one alone; empty when the values decide.
  private String overload(CelExpr node) {
    CelReference reference = ast.getReference(node.id()).orElse(null);
    return reference != null && reference.overloadIds().size() == 1
        ? reference.overloadIds().getFirst()
        : "";
  }

  // The kind of the elements of the first argument.
  private @Nullable CelKind elements(List<CelExpr> parts) {
    CelType type = parts.isEmpty() ? null : ast.getType(parts.getFirst().id()).orElse(null);
    return type != null && type.kind() == CelKind.LIST ? type.parameters().getFirst().kind() : null;
  }

  private void index(CelExpr node, List<CelExpr> parts, boolean free) {
    CelExpr operand = parts.getFirst();
    boolean chain = isChain(operand) && !constants.isConstant(operand);
    set(node, Formula.IF_PRESENT, chain || free ? 1 : 2);
    visit(operand, chain && free);
    visit(parts.get(1), true);
  }

  private void optionalField(CelExpr node, List<CelExpr> parts, boolean free) {
    CelExpr operand = parts.getFirst();
    boolean chain = isChain(operand) && !constants.isConstant(operand);
    set(node, Formula.OPTIONAL_FIELD, 1);
    visit(operand, chain && free);
    visit(parts.get(1), true);
  }

  private void logic(CelExpr node, List<CelExpr> parts, int units) {
    set(node, Formula.LOGIC, units);
    parts.forEach(part -> visit(part, false));
    arguments[id(node)] = new int[] {keep(parts.getFirst())};
    failures.add(node, parts, this::failed);
  }

  // A list of constants is searched for nothing, and an empty one not even for something.
  private void membership(CelExpr node, List<CelExpr> parts) {
    CelExpr list = parts.get(1);
    boolean known = overload(node).equals("in_list") && constants.isConstant(list);
    if (known && constants.isEmpty(list)) {
      clear(parts.getFirst());
      return;
    }
    visit(parts.getFirst(), false);
    if (known && constants.isPlain(list)) {
      id(list);
      return;
    }
    visit(list, false);
    function(node, parts);
  }

  private void clear(CelExpr node) {
    set(node, Formula.FIXED, 0);
    Children.of(node).forEach(this::clear);
  }

  // The API server binds the list first; the runtime makes pairs of keys and values.
  private void sortBy(CelExpr node, List<CelExpr> parts) {
    visit(parts.getFirst(), false);
    CelComprehension fold = parts.getFirst().comprehension();
    CelExpr pairs = fold.loopStep().call().args().get(1);
    CelExpr pair = pairs.list().elements().getFirst();
    set(pair, Formula.FIXED, 0);
    set(pair.list().elements().get(1), Formula.FIXED, 0);
    set(fold.result(), Formula.FIXED, 3);
    CelExpr key = pair.list().elements().getFirst();
    CelKind kind = ast.getType(key.id()).map(CelType::kind).orElse(CelKind.DYN);
    boolean known = FunctionCosts.isOrdered(kind);
    set(node, known ? Formula.LIST_KEYS : Formula.CALL, known ? 0 : 1);
    keepAll(node, parts);
  }

  // What a node costs when it or a part of it fails.
  private int failed(CelExpr node) {
    int id = id(node);
    Formula formula = formulas[id];
    return formula == null
            || formula == Formula.FIXED
            || formula == Formula.IF_PRESENT
            || formula == Formula.PRESENCE
        ? costs[id]
        : 1;
  }
}
