/**
 * Reports tell people and programs what a run has found.
 *
 * <p>Start at {@link dev.haetae.report.Report}, the one result: what was found and how the run
 * ended; {@link dev.haetae.report.text.TextReport} and {@link dev.haetae.report.format.JsonReport}
 * write it. {@link dev.haetae.report.Fingerprint} is by what a finding is known from one run to the
 * next, {@link dev.haetae.report.Region} the part of a line that it is about.
 */
@NullMarked
package dev.haetae.report;

import org.jspecify.annotations.NullMarked;
