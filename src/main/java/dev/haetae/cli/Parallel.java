package dev.haetae.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/** Does the same with many things on all processors at once. */
final class Parallel {
  // A thread less than this costs more than it saves: most checks are of a file or two.
  private static final int SHARE = 8;

  private Parallel() {}

  /**
   * What {@code function} makes of each of {@code items}, in their order. The caller's thread takes
   * its part; what is thrown for the first of the items that fail is thrown here.
   */
  static <A, B> List<B> map(List<A> items, Function<A, B> function) {
    int count = items.size();
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), count / SHARE);
    AtomicReferenceArray<Outcome<B>> outcomes = new AtomicReferenceArray<>(count);
    AtomicInteger next = new AtomicInteger();
    Runnable share =
        () -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            outcomes.set(i, outcome(items.get(i), function));
          }
        };
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      others.add(Thread.ofPlatform().name("share-", i).daemon().start(share));
    }
    share.run();
    for (Thread other : others) {
      join(other);
    }
    List<B> results = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      results.add(outcomes.get(i).result());
    }
    return results;
  }

  private static <A, B> Outcome<B> outcome(A item, Function<A, B> function) {
    try {
      return new Done<>(function.apply(item));
    } catch (RuntimeException | Error e) {
      return new Failed<>(e);
    }
  }

  // Nothing interrupts a command but the end of the process.
  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private sealed interface Outcome<B> {
    B result();
  }

  private record Done<B>(B result) implements Outcome<B> {}

  private record Failed<B>(Throwable failure) implements Outcome<B> {
    @Override
    public B result() {
      switch (failure) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalStateException(failure);
      }
    }
  }
}
