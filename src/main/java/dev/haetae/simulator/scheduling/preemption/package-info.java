/**
 * Predicts which pods a more important pod drives away, were all nodes taken.
 *
 * <p>Start at {@link dev.haetae.simulator.scheduling.preemption.NodeChoice}; the dry run itself is
 * {@link dev.haetae.simulator.scheduling.NodeFit}'s, which knows what a pod needs.
 */
@NullMarked
package dev.haetae.simulator.scheduling.preemption;

import org.jspecify.annotations.NullMarked;
