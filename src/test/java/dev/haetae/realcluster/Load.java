package dev.haetae.realcluster;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does the same thing so many times a second, each in a thread of its own, and counts. When a few
 * dozen are under way it waits for them, as clients do: what is drilled is loss, not speed.
 */
final class Load implements AutoCloseable {
  private static final int MOST_AT_ONCE = 32;
  private static final int MOST_TOLD = 5;

  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger retried = new AtomicInteger();
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  /**
   * Begins.
   *
   * @param attempts how often the same is tried before it counts as failed
   * @param task returns what is wrong, or an empty text
   */
  Load(int perSecond, int attempts, Callable<String> task) {
    var _ =
        pace.scheduleAtFixedRate(
            () -> {
              if (free.tryAcquire()) {
                work.execute(() -> run(attempts, task));
              }
            },
            0,
            1_000_000_000L / perSecond,
            TimeUnit.NANOSECONDS);
  }

  private void run(int attempts, Callable<String> task) {
    try {
      attempt(attempts, task);
    } finally {
      free.release();
    }
  }

  private void attempt(int attempts, Callable<String> task) {
    String problem = "";
    for (int attempt = 0; attempt < attempts; attempt++) {
      if (attempt == 1) {
        retried.incrementAndGet();
      }
      try {
        problem = task.call();
      } catch (Exception e) {
        problem = e.toString();
      }
      if (problem.isEmpty()) {
        done.incrementAndGet();
        return;
      }
    }
    if (failures.size() < MOST_TOLD) {
      failures.add(problem.substring(0, Math.min(problem.length(), 1000)));
    }
  }

  /** How many have succeeded. */
  int done() {
    return done.get();
  }

  /** How many were tried a second time. */
  int retried() {
    return retried.get();
  }

  /** The first things that went wrong, attempts and all. */
  Queue<String> failures() {
    return failures;
  }

  /** Begins nothing more, and returns when all that was begun has ended. */
  Load stop() {
    pace.shutdownNow();
    work.close();
    return this;
  }

  @Override
  public void close() {
    pace.shutdownNow();
    work.shutdownNow();
  }
}
