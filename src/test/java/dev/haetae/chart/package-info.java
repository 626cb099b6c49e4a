/** The chart, rendered by a real helm; what of it needs none is compared without. */
@NullMarked
package dev.haetae.chart;

import org.jspecify.annotations.NullMarked;
