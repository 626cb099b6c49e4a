package dev.haetae.server.connection;

import java.time.Duration;

/**
 * The settings of connections: what they may do.
 *
 * @param largestBody the most bytes that the body of a review may have
 * @param requestTimeout how long a request may take to be sent, from its first byte to its last;
 *     twice as long at most
 * @param mostConnections how many connections may be open at a time; beyond it the one that has
 *     been idle for longest is closed
 */
public record ConnectionSettings(int largestBody, Duration requestTimeout, int mostConnections) {
  /** A request to the plain port has no body that anybody reads. */
  static final int LARGEST_PLAIN_BODY = 16 << 10;

  // What a connection takes of the heap and of direct memory, each half of this at the worst.
  private static final long CONNECTION_BYTES = 32 << 10;

  /**
   * Settings for a heap.
   *
   * @param heap bytes of the heap at its largest
   */
  public static ConnectionSettings ofHeap(long heap, int largestBody, Duration requestTimeout) {
    return new ConnectionSettings(
        largestBody, requestTimeout, (int) Math.min(heap / CONNECTION_BYTES, 1 << 16));
  }
}
