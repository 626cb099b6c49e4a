package dev.haetae.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.haetae.cel.Explanation.Step;
import dev.haetae.cel.cost.Children;
import dev.haetae.cel.trace.FieldReads;
import dev.haetae.cel.trace.FieldReads.Field;
import dev.haetae.cel.trace.FieldReads.Stretch;
import dev.haetae.cel.trace.SourceText;
import dev.haetae.cel.trace.Trace;
import dev.haetae.cel.value.TreeObject;
import dev.haetae.cel.value.TreeValues;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.Text;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An explainer finds the part of an expression that decided: of several conditions the one that
 * failed, of a loop the first round that did.
 */
final class Explainer {
  private static final int MOST_STEPS = 24;
  private static final String NO_VALUE = "no value";

  private final Trace trace;
  private final SourceText source;
  private final FieldReads reads;
  private final Map<String, String> steps = new LinkedHashMap<>();
  private final List<Field> fields = new ArrayList<>();

  private Explainer(CelAbstractSyntaxTree ast, String text, Trace trace) {
    this.trace = trace;
    this.source = new SourceText(ast, text);
    this.reads = new FieldReads(trace);
  }

  static Explanation explain(CelAbstractSyntaxTree ast, String text, Trace trace) {
    Explainer explainer = new Explainer(ast, text, trace);
    explainer.visit(ast.getExpr(), new Stretch(0, trace.size(), Map.of()));
    List<Step> steps =
        explainer.steps.entrySet().stream()
            .limit(MOST_STEPS)
            .map(entry -> new Step(entry.getKey(), entry.getValue()))
            .toList();
    Field deciding = explainer.deciding();
    return new Explanation(
        deciding == null ? null : new Explanation.Field(deciding.variable(), deciding.path()),
        steps);
  }

  // What is judged comes before what it is compared with.
  private @Nullable Field deciding() {
    for (String variable : List.of("object", "pod", "oldObject")) {
      for (int i = fields.size() - 1; i >= 0; i--) {
        if (fields.get(i).variable().equals(variable)) {
          return fields.get(i);
        }
      }
    }
    return fields.isEmpty() ? null : fields.getLast();
  }

  private @Nullable Object value(CelExpr node, Stretch stretch) {
    int at = trace.last(node, stretch.from(), stretch.to());
    return at < 0 ? null : trace.value(at);
  }

  private void visit(CelExpr node, Stretch stretch) {
    if (node.getKind() == Kind.COMPREHENSION) {
      comprehension(node, stretch);
    } else if (node.getKind() == Kind.CALL) {
      call(node, stretch);
    } else {
      leaf(node, stretch);
    }
  }

  private void call(CelExpr node, Stretch stretch) {
    List<CelExpr> parts = Children.of(node);
    switch (node.call().function()) {
      case "_&&_", "_||_" -> logic(node, parts, stretch);
      case "!_", "@not_strictly_false" -> visit(parts.getFirst(), stretch);
      case "_?_:_" -> {
        leaf(parts.get(0), stretch);
        Object condition = value(parts.get(0), stretch);
        if (condition instanceof Boolean taken) {
          visit(parts.get(taken ? 1 : 2), stretch);
        }
      }
      default -> {
        if (value(node, stretch) == null) {
          failed(node, parts, stretch);
        } else {
          leaf(node, stretch);
        }
      }
    }
  }

  private void logic(CelExpr node, List<CelExpr> parts, Stretch stretch) {
    Object outcome = value(node, stretch);
    boolean decidedByOne = Boolean.valueOf(node.call().function().equals("_||_")).equals(outcome);
    boolean truth = outcome instanceof Boolean;
    for (CelExpr part : parts) {
      Object value = value(part, stretch);
      if (decidedByOne && value != null && value.equals(outcome)) {
        visit(part, stretch);
        return;
      }
      if (!decidedByOne && (truth || !(value instanceof Boolean))) {
        visit(part, stretch);
        if (!truth) {
          return;
        }
      }
    }
  }

  // What failed first is the part without a value of which all parts have one.
  private void failed(CelExpr node, List<CelExpr> parts, Stretch stretch) {
    for (CelExpr part : parts) {
      if (part.getKind() != Kind.CONSTANT && value(part, stretch) == null) {
        visit(part, stretch);
        return;
      }
    }
    leaf(node, stretch);
  }

  private void comprehension(CelExpr node, Stretch stretch) {
    CelComprehension fold = node.comprehension();
    Object outcome = value(node, stretch);
    boolean all = isQuantifier(fold, "_&&_", true);
    boolean exists = isQuantifier(fold, "_||_", false);
    Object range = value(fold.iterRange(), stretch);
    if (range == null) {
      visit(fold.iterRange(), stretch);
      return;
    }
    Object wanted = outcome == null ? null : exists;
    boolean one = outcome == null || ((all || exists) && outcome.equals(wanted));
    if (!one || !round(fold, range, wanted, stretch)) {
      leaf(node, stretch);
    }
  }

  private static boolean isQuantifier(CelComprehension fold, String function, boolean start) {
    CelExpr init = fold.accuInit();
    CelExpr step = fold.loopStep();
    return init.getKind() == Kind.CONSTANT
        && init.constant().getKind() == CelConstant.Kind.BOOLEAN_VALUE
        && init.constant().booleanValue() == start
        && step.getKind() == Kind.CALL
        && step.call().function().equals(function);
  }

  // The first round of which the step gave that value, or gave none.
  private boolean round(
      CelComprehension fold, Object range, @Nullable Object wanted, Stretch stretch) {
    int from = trace.last(fold.iterRange(), stretch.from(), stretch.to()) + 1;
    List<?> elements = elements(range);
    for (int round = 0; round < elements.size(); round++) {
      int step = trace.next(fold.loopStep(), from, stretch.to());
      if (step < 0 || trace.value(step).equals(wanted)) {
        if (step < 0 && wanted != null) {
          return false;
        }
        int to = step < 0 ? stretch.to() : step + 1;
        element(fold, elements.get(round), round, range, new Stretch(from, to, stretch.names()));
        return true;
      }
      from = step + 1;
    }
    return false;
  }

  private static List<?> elements(Object range) {
    return switch (range) {
      case TreeObject object when !object.isWhole() -> List.of();
      case Map<?, ?> map -> new ArrayList<>(map.keySet());
      case List<?> list -> list;
      default -> List.of();
    };
  }

  private void element(
      CelComprehension fold, Object element, int round, Object range, Stretch stretch) {
    Field list = FieldReads.place(range);
    Map<String, Field> names = new HashMap<>(stretch.names());
    boolean map = range instanceof Map<?, ?>;
    Object value = range instanceof Map<?, ?> values ? values.get(element) : element;
    Field place = FieldReads.place(value);
    if (place == null && list != null) {
      place =
          new Field(
              list.variable(),
              map ? list.path().child(String.valueOf(element)) : list.path().child(round));
    }
    if (place == null) {
      List<Field> read = reads.of(fold.iterRange(), stretch);
      place = read.isEmpty() ? null : read.getLast();
    }
    if (place != null) {
      names.put(fold.iterVar(), place);
      names.put(fold.iterVar2(), place);
      fields.add(place);
    }
    String index = map ? shown(element) : Integer.toString(round);
    steps.put(source.of(fold.iterRange()) + "[" + index + "]", shown(value));
    CelExpr step = fold.loopStep();
    boolean quantifier = step.getKind() == Kind.CALL && step.call().args().size() == 2;
    visit(
        quantifier ? step.call().args().get(1) : step,
        new Stretch(stretch.from(), stretch.to(), names));
  }

  private void leaf(CelExpr node, Stretch stretch) {
    for (CelExpr chain : FieldReads.chains(node)) {
      step(chain, stretch);
    }
    if (node.getKind() == Kind.CALL) {
      for (CelExpr part : Children.of(node)) {
        step(part, stretch);
      }
    } else {
      step(node, stretch);
    }
    fields.addAll(reads.of(node, stretch));
  }

  private void step(CelExpr node, Stretch stretch) {
    boolean own =
        node.getKind() == Kind.IDENT
            && (node.ident().name().startsWith("@") || node.ident().name().startsWith("__"));
    if (!own && !FieldReads.chains(node).isEmpty()) {
      Object value = value(node, stretch);
      boolean presence = node.getKind() == Kind.SELECT && node.select().testOnly();
      String part = source.of(node);
      steps.put(
          presence && !part.startsWith("has(") ? "has(" + part + ")" : part,
          value == null ? NO_VALUE : shown(value));
    }
  }

  private static String shown(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? shown(optional.get()) : NO_VALUE;
    }
    Value tree = value == null ? null : TreeValues.tree(value);
    return Text.shorten(
        Text.escape(tree == null ? String.valueOf(value) : JsonWriter.toText(tree)));
  }
}
