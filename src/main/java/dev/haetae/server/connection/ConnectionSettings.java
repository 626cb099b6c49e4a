package dev.haetae.server.connection;

import java.time.Duration;

/**
 * What connections may do.
 *
 * @param largestBody the most bytes that the body of a review may have
 * @param requestTimeout how long a request may take to be sent, from its first byte to its last;
 *     twice as long at most
 */
public record ConnectionSettings(int largestBody, Duration requestTimeout) {
  /** A request to the plain port has no body that anybody reads. */
  static final int LARGEST_PLAIN_BODY = 16 << 10;
}
