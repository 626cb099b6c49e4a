/**
 * Counts what code does, so that tests can bound work without a clock; start at {@link
 * dev.haetae.steps.CountingClassLoader}.
 */
@NullMarked
package dev.haetae.steps;

import org.jspecify.annotations.NullMarked;
