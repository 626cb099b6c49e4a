package dev.haetae.realcluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits until something is so: the one place where a test lets time pass. */
final class Await {
  private static final long INTERVAL_NANOS = 20_000_000;

  private Await() {}

  /** Returns when {@code condition} holds; fails after {@code limit}, naming {@code what}. */
  static void until(String what, Duration limit, Callable<Boolean> condition) {
    var _ = value(what, limit, () -> condition.call() ? Boolean.TRUE : null);
  }

  /**
   * The first value of {@code source} that is not null.
   *
   * <p>What it throws counts as not yet; the last of it is told when the limit is reached.
   */
  static <T> T value(String what, Duration limit, Callable<? extends @Nullable T> source) {
    long start = System.nanoTime();
    Throwable last = null;
    do {
      try {
        T value = source.call();
        if (value != null) {
          return value;
        }
        last = null;
      } catch (Exception | AssertionError e) {
        last = e;
      }
      LockSupport.parkNanos(INTERVAL_NANOS);
    } while (System.nanoTime() - start < limit.toNanos());
    throw new AssertionError("not within " + limit.toSeconds() + " s: " + what, last);
  }

  /** Lets {@code duration} pass while {@code condition} holds all the time. */
  static void whileHolds(String what, Duration duration, Callable<Boolean> condition)
      throws Exception {
    long start = System.nanoTime();
    while (System.nanoTime() - start < duration.toNanos()) {
      if (!condition.call()) {
        throw new AssertionError("no longer: " + what);
      }
      LockSupport.parkNanos(INTERVAL_NANOS);
    }
  }
}
