/**
 * Predicts which nodes have the devices that a pod's resource claims ask for, and which devices it
 * gets: dynamic resource allocation.
 *
 * <p>Start at {@link dev.haetae.simulator.scheduling.devices.DynamicResources}. Selectors are
 * expressions in CEL behind {@link dev.haetae.simulator.scheduling.devices.DeviceExpressions}.
 */
@NullMarked
package dev.haetae.simulator.scheduling.devices;

import org.jspecify.annotations.NullMarked;
