package dev.haetae.rule;

import dev.haetae.inventory.Budget;
import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Resource;
import dev.haetae.simulator.scheduling.PodDemands;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The surroundings of a subject: all that a rule may look at besides it.
 *
 * @param inventory the world
 * @param point where the object is judged
 * @param operation what is being done with it
 * @param repairing whether the policy lets the rule repair: then what the repair of a future pod
 *     will mend is no violation of the carrier that makes it
 * @param oldObject gives the object before an UPDATE, and null otherwise; it may have to be read
 * @param demands what the pods of the subject ask for
 * @param budget what the review may cost; look-ups in the inventory spend it by themselves
 */
public record RuleContext(
    Inventory inventory,
    EnforcementPoint point,
    Operation operation,
    boolean repairing,
    Supplier<? extends @Nullable Resource> oldObject,
    PodDemands demands,
    Budget budget) {
  /** Returns whether the object is being created, so that repairs may be written into it. */
  public boolean isNew() {
    return operation == Operation.CREATE;
  }

  /** The object before an UPDATE; null otherwise. */
  public @Nullable Resource old() {
    return oldObject.get();
  }

  /** The same for a policy that lets its rule repair, or does not. */
  public RuleContext withRepairing(boolean whether) {
    return whether == repairing
        ? this
        : new RuleContext(inventory, point, operation, whether, oldObject, demands, budget);
  }
}
