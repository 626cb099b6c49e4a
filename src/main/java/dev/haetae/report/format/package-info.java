/**
 * Reports for programs, each in the format that they read.
 *
 * <p>Start at {@link dev.haetae.report.format.JsonReport}.
 */
@NullMarked
package dev.haetae.report.format;

import org.jspecify.annotations.NullMarked;
