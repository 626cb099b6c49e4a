package dev.haetae.cluster.inventory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Node ports that have been promised to Services which the cluster does not have yet. A promise
 * lapses by itself, for a review need not be followed by a creation.
 */
final class NodePortReservations {
  private record Reservation(String service, Instant until) {}

  private final ConcurrentHashMap<Integer, Reservation> reservations = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final Duration term;

  NodePortReservations(InstantSource clock, Duration term) {
    this.clock = clock;
    this.term = term;
  }

  /** Promises a port, anew if it is this Service's already; false when it is another's. */
  boolean reserve(int port, String service) {
    Instant now = clock.instant();
    Reservation holder =
        reservations.compute(
            port,
            (_, old) ->
                old != null && !old.service().equals(service) && now.isBefore(old.until())
                    ? old
                    : new Reservation(service, now.plus(term)));
    return holder.service().equals(service);
  }

  /** Forgets a promise: the cluster itself says now who holds the port. */
  void release(int port) {
    reservations.remove(port);
  }
}
