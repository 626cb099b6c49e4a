/**
 * Predicts what the API server answers to an object that is submitted, and which pods the
 * controllers get from what carries pods.
 *
 * <p>{@link dev.haetae.simulator.admission.ApiServer} runs an object through the stages of the API
 * server in its order; {@link dev.haetae.simulator.admission.ControllerPods} does the same for each
 * pod of a carrier. The plugins have packages of their own, beneath.
 */
@NullMarked
package dev.haetae.simulator.admission;

import org.jspecify.annotations.NullMarked;
