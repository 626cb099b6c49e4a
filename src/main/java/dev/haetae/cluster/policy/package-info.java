/**
 * The policies and exceptions of the cluster: followed by watches, compiled when they change, and
 * told how they fare in their status.
 *
 * <p>Start at {@link dev.haetae.cluster.policy.PolicyFeed} and {@link
 * dev.haetae.cluster.policy.PolicyStore}.
 */
@NullMarked
package dev.haetae.cluster.policy;

import org.jspecify.annotations.NullMarked;
