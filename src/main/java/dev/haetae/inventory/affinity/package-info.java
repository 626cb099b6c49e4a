/**
 * What pods ask of pods near them, as far as a world keeps it of those that are there.
 *
 * <p>Start at {@link dev.haetae.inventory.affinity.PodAffinityTerm}.
 */
@NullMarked
package dev.haetae.inventory.affinity;

import org.jspecify.annotations.NullMarked;
