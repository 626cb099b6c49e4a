package dev.haetae.cel.cost;

import dev.cel.common.CelAbstractSyntaxTree;

/**
 * A table of what the nodes of one expression cost, by the numbers of the nodes. Immutable: it
 * serves any number of evaluations at once.
 */
public final class CostTable {
  private static final int[] NO_SLOTS = {};

  private final Formula[] formulas;
  private final int[] costs;
  // The slot in which the value of a node is kept; -1 when it is not needed.
  private final int[] slots;
  // The slots of the arguments of a node.
  private final int[][] arguments;
  private final int slotCount;
  private final Failures failures;

  CostTable(
      Formula[] formulas,
      int[] costs,
      int[] slots,
      int[][] arguments,
      int slotCount,
      Failures failures) {
    this.formulas = formulas;
    this.costs = costs;
    this.slots = slots;
    this.arguments = arguments;
    this.slotCount = slotCount;
    this.failures = failures;
  }

  /** The table of an expression that is checked. */
  public static CostTable of(CelAbstractSyntaxTree ast) {
    return new CostTableBuilder(ast).build();
  }

  /** A meter for one evaluation. */
  public CostMeter meter(long limit) {
    return new CostMeter(this, limit);
  }

  boolean knows(long id) {
    return id >= 0 && id < costs.length;
  }

  Formula formula(int id) {
    Formula formula = formulas[id];
    return formula == null ? Formula.FIXED : formula;
  }

  int cost(int id) {
    return costs[id];
  }

  int slot(int id) {
    return slots[id];
  }

  int[] arguments(int id) {
    int[] known = arguments[id];
    return known == null ? NO_SLOTS : known;
  }

  Failures failures() {
    return failures;
  }

  int slotCount() {
    return slotCount;
  }
}
