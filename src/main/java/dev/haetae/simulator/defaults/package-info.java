/**
 * Predicts the form in which the API server holds an object of a built-in kind: with the defaults
 * of its version written out, quantities in their canonical spelling, and without what its types
 * leave out.
 *
 * <p>{@link dev.haetae.simulator.defaults.Defaults} is the way in. What a field is comes from a
 * table of the API's types, what it defaults to from {@link
 * dev.haetae.simulator.defaults.DefaultValues}; only where fields hang together there are
 * functions.
 */
@NullMarked
package dev.haetae.simulator.defaults;

import org.jspecify.annotations.NullMarked;
