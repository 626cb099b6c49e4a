/**
 * Predicts what the scheduler does with pods: which nodes can take one, why the others cannot, and
 * how many more there is room for.
 *
 * <p>Start at {@link dev.haetae.simulator.scheduling.NodeFit}.
 */
@NullMarked
package dev.haetae.simulator.scheduling;

import org.jspecify.annotations.NullMarked;
