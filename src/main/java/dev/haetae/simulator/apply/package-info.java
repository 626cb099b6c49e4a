/**
 * Predicts what server-side apply makes of a manifest and a live object: {@link
 * dev.haetae.simulator.apply.ServerSideApply}.
 */
@NullMarked
package dev.haetae.simulator.apply;

import org.jspecify.annotations.NullMarked;
