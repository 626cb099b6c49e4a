/**
 * The validation of pods and of the templates that carriers have of them. {@link
 * dev.haetae.simulator.validation.pod.PodSpecs} is where to start.
 */
@NullMarked
package dev.haetae.simulator.validation.pod;

import org.jspecify.annotations.NullMarked;
