/**
 * Reports for people at a terminal: lines with their source under them, and colours.
 *
 * <p>Start at {@link dev.haetae.report.text.TextReport}.
 */
@NullMarked
package dev.haetae.report.text;

import org.jspecify.annotations.NullMarked;
