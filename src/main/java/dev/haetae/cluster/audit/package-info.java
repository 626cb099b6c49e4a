/**
 * The audit of a live cluster by the server that leads: when it is made, what it reads, and where
 * its numbers go.
 *
 * <p>Start at {@link dev.haetae.cluster.audit.LeaderAudit}, which makes them on a thread of its
 * own, and {@link dev.haetae.cluster.audit.ClusterAudit}, which is one of them.
 */
@NullMarked
package dev.haetae.cluster.audit;

import org.jspecify.annotations.NullMarked;
