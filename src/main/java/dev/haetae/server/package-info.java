/**
 * The server: puts the endpoints, the certificates and the metrics on two ports and takes them down
 * again.
 *
 * <p>Start at {@link dev.haetae.server.Server}.
 */
@NullMarked
package dev.haetae.server;

import org.jspecify.annotations.NullMarked;
