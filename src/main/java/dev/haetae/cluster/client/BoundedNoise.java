package dev.haetae.cluster.client;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;

/** Lets something be told at most so many times in an interval. For one thread at a time. */
final class BoundedNoise {
  private final int most;
  private final Duration interval;
  private Instant begin = Instant.MIN;
  private int told;
  private int suppressed;

  BoundedNoise(int most, Duration interval) {
    this.most = most;
    this.interval = interval;
  }

  /**
   * Tells something, unless it has been told too often.
   *
   * @param telling gets how often it was not told since it was last
   */
  void tell(Instant now, IntConsumer telling) {
    if (!now.isBefore(begin.plus(interval))) {
      begin = now;
      told = 0;
    }
    if (told == most) {
      suppressed++;
      return;
    }
    told++;
    telling.accept(suppressed);
    suppressed = 0;
  }
}
