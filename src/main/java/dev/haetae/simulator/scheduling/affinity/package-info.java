/**
 * Predicts which nodes other pods keep a pod off, or draw it to: required affinity and
 * anti-affinity between pods.
 *
 * <p>Start at {@link dev.haetae.simulator.scheduling.affinity.InterPodAffinity}.
 */
@NullMarked
package dev.haetae.simulator.scheduling.affinity;

import org.jspecify.annotations.NullMarked;
