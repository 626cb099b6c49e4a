/**
 * Reports tell people and programs what a run has found.
 *
 * <p>Start at {@link dev.haetae.report.Report}; {@link dev.haetae.report.text.TextReport} and
 * {@link dev.haetae.report.format.JsonReport} write it.
 */
@NullMarked
package dev.haetae.report;

import org.jspecify.annotations.NullMarked;
