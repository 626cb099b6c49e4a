/**
 * What an audit at the command line reads: saved objects, or a cluster page by page.
 *
 * <p>Start at {@link dev.haetae.cli.auditing.AuditInput}.
 */
@NullMarked
package dev.haetae.cli.auditing;

import org.jspecify.annotations.NullMarked;
