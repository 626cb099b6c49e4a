/**
 * The plugin LimitRanger: the defaults that a namespace's LimitRanges give to containers, and the
 * bounds that they set to containers, pods and claims.
 *
 * <p>Start at {@link dev.haetae.simulator.admission.limits.LimitRanger}.
 */
@NullMarked
package dev.haetae.simulator.admission.limits;

import org.jspecify.annotations.NullMarked;
