/**
 * The connections: what they may hold in memory, how long they may take, and how they end.
 *
 * <p>Bodies are collected here and handed to the server whole, so that every byte that waits for
 * its request's end is counted, on one budget over all connections. Start at {@link
 * dev.haetae.server.connection.Connections}.
 */
@NullMarked
package dev.haetae.server.connection;

import org.jspecify.annotations.NullMarked;
