/**
 * Predicts what the control plane will do with an object in a world, by pure functions, and
 * explains the prediction candidate by candidate. Rules and {@code haetae predict} ask the same
 * ones.
 *
 * <p>Each part of the control plane has its room: {@link dev.haetae.simulator.binding} for claims
 * and volumes, on which {@link dev.haetae.simulator.scheduling} for pods and nodes rests, and
 * {@link dev.haetae.simulator.service} for node ports. {@link dev.haetae.simulator.admission} is
 * the API server and the controllers that make pods, with its {@link dev.haetae.simulator.defaults}
 * and {@link dev.haetae.simulator.validation}. {@link dev.haetae.simulator.prediction} puts them
 * together for an input of many objects; rules do not need it. Nothing here knows of policy,
 * changes its input or does any I/O.
 */
@NullMarked
package dev.haetae.simulator;

import org.jspecify.annotations.NullMarked;
