/**
 * The live cluster: everything that talks to the API server.
 *
 * <p>Start at {@link dev.haetae.cluster.Cluster}, the connection. Nothing here is loaded by a
 * command that was not told to look at a cluster.
 */
@NullMarked
package dev.haetae.cluster;

import org.jspecify.annotations.NullMarked;
