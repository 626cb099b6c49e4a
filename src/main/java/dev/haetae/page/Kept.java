package dev.haetae.page;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made when it is asked for and kept for a while, so that nobody who asks often has
 * it made often. One thread makes it, and others wait for that one.
 */
public final class Kept<T> {
  private final Duration time;
  private final InstantSource clock;
  private final Supplier<T> making;
  private final ReentrantLock lock;
  private @Nullable T value;
  private Instant until = Instant.MIN;

  /**
   * A value that is not made yet.
   *
   * @param time for how long it is kept once it is made
   * @param lock which is held while it is made: values that share one are made one after the other
   */
  public Kept(Duration time, InstantSource clock, ReentrantLock lock, Supplier<T> making) {
    this.time = time;
    this.clock = clock;
    this.lock = lock;
    this.making = making;
  }

  /** The value, made now unless it was made a short while ago. */
  public T get() {
    lock.lock();
    try {
      T kept = value;
      if (kept == null || !clock.instant().isBefore(until)) {
        kept = making.get();
        value = kept;
        // From when it is there: making it may take longer than it is kept.
        until = clock.instant().plus(time);
      }
      return kept;
    } finally {
      lock.unlock();
    }
  }
}
