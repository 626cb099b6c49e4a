/**
 * The audit judges what is there: every object that a policy judges, by what has made it, and what
 * would be refused the next time that it is made.
 *
 * <p>Start at {@link dev.haetae.audit.Auditor}, which is handed objects and gives an {@link
 * dev.haetae.audit.AuditResult}. Where the objects come from is nobody's business here.
 */
@NullMarked
package dev.haetae.audit;

import org.jspecify.annotations.NullMarked;
