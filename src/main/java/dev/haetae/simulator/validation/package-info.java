/**
 * Predicts what the API server's validation says to an object, new or changed: every cause of the
 * answer 422, in its words. {@link dev.haetae.simulator.validation.Validation} is where to start;
 * each kind's validation lies in the package of its subject and names its source upstream.
 *
 * <p>Decoding has come before, and what a plugin refuses comes before or after. Pure functions over
 * the tree of an object; what may multiply ends at a bound.
 */
@NullMarked
package dev.haetae.simulator.validation;

import org.jspecify.annotations.NullMarked;
