/**
 * Predicts what server-side apply makes of a manifest and a live object, and knows by which keys
 * the API server tells the elements of lists apart.
 *
 * <p>Start at {@link dev.haetae.simulator.apply.ServerSideApply}; {@link
 * dev.haetae.simulator.apply.ListKeys} is for whoever names a place in an object.
 */
@NullMarked
package dev.haetae.simulator.apply;

import org.jspecify.annotations.NullMarked;
