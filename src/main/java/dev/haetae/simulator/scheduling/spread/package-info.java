/**
 * Predicts which nodes a pod may run on so that pods stay spread evenly over domains.
 *
 * <p>Start at {@link dev.haetae.simulator.scheduling.spread.TopologySpread}.
 */
@NullMarked
package dev.haetae.simulator.scheduling.spread;

import org.jspecify.annotations.NullMarked;
