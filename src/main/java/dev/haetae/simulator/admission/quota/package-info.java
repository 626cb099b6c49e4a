/**
 * The plugin ResourceQuota: what objects take of a namespace's quotas, and which quota has too
 * little left.
 *
 * <p>{@link dev.haetae.simulator.admission.quota.QuotaLedger} is what quotas have left while
 * objects are admitted one after the other; {@link dev.haetae.simulator.admission.quota.Evaluator}
 * what one of them takes.
 */
@NullMarked
package dev.haetae.simulator.admission.quota;

import org.jspecify.annotations.NullMarked;
