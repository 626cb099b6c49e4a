/**
 * What the strategies of the API server's registries do to an object between mutating admission and
 * validation, and what they warn of.
 *
 * <p>Each class mirrors a {@code strategy.go} beneath {@code pkg/registry}.
 */
@NullMarked
package dev.haetae.simulator.admission.strategy;

import org.jspecify.annotations.NullMarked;
