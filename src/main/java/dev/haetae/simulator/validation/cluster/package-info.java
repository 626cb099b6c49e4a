/**
 * The validation of the kinds that serve others: configuration, namespaces, priorities, runtimes,
 * budgets for disruptions.
 */
@NullMarked
package dev.haetae.simulator.validation.cluster;

import org.jspecify.annotations.NullMarked;
