/**
 * Predicts what the API server says to Services, as far as their node ports are concerned.
 *
 * <p>Start at {@link dev.haetae.simulator.service.NodePortAllocation}.
 */
@NullMarked
package dev.haetae.simulator.service;

import org.jspecify.annotations.NullMarked;
