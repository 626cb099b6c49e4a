/**
 * The admission plugins of a default API server that are small: those that look up what an object
 * refers to and write defaults that depend on the world.
 *
 * <p>Each mirrors one file beneath {@code plugin/pkg/admission} and names it.
 */
@NullMarked
package dev.haetae.simulator.admission.plugin;

import org.jspecify.annotations.NullMarked;
