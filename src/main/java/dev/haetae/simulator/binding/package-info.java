/**
 * Predicts what the persistent volume controller, and the scheduler for claims that wait for their
 * first consumer, do with claims: which volume each gets, and why not another.
 *
 * <p>Start at {@link dev.haetae.simulator.binding.VolumeBinding} for one claim alone, at {@link
 * dev.haetae.simulator.binding.ClaimSequence} for claims that are bound one after the other, and at
 * {@link dev.haetae.simulator.binding.ClaimContest} for claims whose order nobody knows.
 */
@NullMarked
package dev.haetae.simulator.binding;

import org.jspecify.annotations.NullMarked;
