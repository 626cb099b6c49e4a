/**
 * Predicts for which causes the API server takes an object to be invalid.
 *
 * <p>Start at {@link dev.haetae.simulator.validation.Validation}.
 */
@NullMarked
package dev.haetae.simulator.validation;

import org.jspecify.annotations.NullMarked;
