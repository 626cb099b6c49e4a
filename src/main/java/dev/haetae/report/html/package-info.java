/**
 * The page: what is there and what policies have found, as HTML for people who read no terminal.
 *
 * <p>Start at {@link dev.haetae.report.html.HtmlReport}. The templates are in {@code src/main/jte};
 * they become classes of this package when it is built.
 */
@NullMarked
package dev.haetae.report.html;

import org.jspecify.annotations.NullMarked;
