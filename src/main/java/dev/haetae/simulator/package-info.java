/**
 * Foresight: pure functions that predict what the control plane will do with an object in a world,
 * each named for the part it stands for, and explain the prediction candidate by candidate.
 *
 * <p>Start at {@link dev.haetae.simulator.VolumeBinding}. Nothing here knows of policy, changes its
 * input or does any I/O.
 */
@NullMarked
package dev.haetae.simulator;

import org.jspecify.annotations.NullMarked;
