/**
 * Reports tell the people of a namespace what an audit has found there, in an object that other
 * tools know how to show.
 *
 * <p>Start at {@link dev.haetae.cluster.report.Reports}, which is handed what an audit has found
 * and writes it; {@link dev.haetae.cluster.report.ReportPlan} decides what is told, {@link
 * dev.haetae.cluster.report.ReportRemoval} leaves nothing behind. The kinds are those of others,
 * and are not made here.
 */
@NullMarked
package dev.haetae.cluster.report;

import org.jspecify.annotations.NullMarked;
