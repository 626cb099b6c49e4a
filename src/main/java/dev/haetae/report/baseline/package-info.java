/**
 * Baselines: files of findings that are known, which a check counts and does not fail for.
 *
 * <p>Start at {@link dev.haetae.report.baseline.Baseline}; {@link
 * dev.haetae.report.baseline.BaselineReader} and {@link dev.haetae.report.baseline.BaselineText}
 * read and write it, {@link dev.haetae.report.baseline.Comparison} holds a report against it.
 */
@NullMarked
package dev.haetae.report.baseline;

import org.jspecify.annotations.NullMarked;
