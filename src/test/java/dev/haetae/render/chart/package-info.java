@NullMarked
package dev.haetae.render.chart;

import org.jspecify.annotations.NullMarked;
