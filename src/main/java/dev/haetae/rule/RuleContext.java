package dev.haetae.rule;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What a rule may look at besides its subject.
 *
 * @param inventory the world
 * @param door where the object is judged
 * @param operation what is being done with it
 * @param repairing whether the policy lets the rule repair: then what the repair of a future pod
 *     will mend is no violation of the carrier that makes it
 * @param old the object before an UPDATE; null otherwise
 */
public record RuleContext(
    Inventory inventory,
    Door door,
    Operation operation,
    boolean repairing,
    @Nullable Resource old) {}
