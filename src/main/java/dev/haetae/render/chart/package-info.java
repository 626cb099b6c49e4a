/**
 * Helm charts: rendering them, and the lines of their templates that objects come from.
 *
 * <p>Start at {@link dev.haetae.render.chart.Chart}.
 */
@NullMarked
package dev.haetae.render.chart;

import org.jspecify.annotations.NullMarked;
