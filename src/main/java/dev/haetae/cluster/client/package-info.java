/**
 * The connection to the API server: requests, lists read item by item, and watches that are cut
 * when they fall silent.
 *
 * <p>Start at {@link dev.haetae.cluster.client.Cluster}, and at {@link
 * dev.haetae.cluster.client.KindWatch} for one kind that is listed and followed. Nothing here is
 * loaded by a command that was not told to look at a cluster.
 */
@NullMarked
package dev.haetae.cluster.client;

import org.jspecify.annotations.NullMarked;
