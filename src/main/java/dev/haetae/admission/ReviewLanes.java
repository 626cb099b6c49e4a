package dev.haetae.admission;

import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException;
import dev.haetae.inventory.BudgetExceededException.Cause;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The lanes that reviews take, so that none waits for a slow one: a small body is judged at once by
 * the thread that has read it, within a budget so small that the other connections of that thread
 * do not feel it; what is larger, or turns out to take more, is judged by threads of its own, the
 * smallest body first; and the largest bodies by another, so that only one of their trees at a time
 * is in memory.
 */
public final class ReviewLanes implements AutoCloseable {
  /** The largest body that is judged at once, in bytes: most Pods have 5 KB, few 20. */
  public static final int QUICK_BYTES = 32 << 10;

  /** The steps of a review that is judged at once: a millisecond or two. */
  static final long QUICK_STEPS = 40_000;

  /** The largest body that does not count among the largest, in bytes. */
  static final int MEDIUM_BYTES = 512 << 10;

  /**
   * The most reviews that may wait in one lane; the bodies' bytes are bounded by the connections.
   */
  static final int MOST_WAITING = 256;

  private final Reviewer reviewer;
  private final ReviewObserver observer;
  private final LongSupplier ticker;
  private final ThreadPoolExecutor medium;
  private final ThreadPoolExecutor large;
  private final AtomicLong arrivals = new AtomicLong();

  /**
   * Lanes with threads of their own, which end with {@link #close()}.
   *
   * @param ticker nanoseconds since some instant
   */
  public ReviewLanes(Reviewer reviewer, ReviewObserver observer, LongSupplier ticker) {
    this.reviewer = reviewer;
    this.observer = observer;
    this.ticker = ticker;
    this.medium = threads("review-", Math.max(2, Runtime.getRuntime().availableProcessors()));
    this.large = threads("large-review-", 1);
  }

  private static ThreadPoolExecutor threads(String name, int count) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            count,
            count,
            30,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(16, WaitingReview.SMALLEST_FIRST),
            Thread.ofPlatform().daemon().name(name, 0).factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /**
   * A client has sent a body and waits for the answer.
   *
   * <p>Asked by any thread, must not wait.
   */
  public interface Client {
    /** Returns whether it has gone, so that nobody will read the answer. */
    boolean hasGone();

    /** The time that it waits after the arrival of the body, in nanoseconds. */
    long patience();

    /** Returns whether {@link #atOnce} had no answer to the body. */
    boolean isTried();
  }

  /**
   * The answer to a body that is judged at once, by the thread that asks.
   *
   * @return null for a body that is too large for that, or takes too long: it is judged elsewhere,
   *     and anew, since a review changes nothing
   */
  public @Nullable Answer atOnce(Endpoint endpoint, byte[] body) {
    if (body.length > QUICK_BYTES) {
      return null;
    }
    try {
      return reviewer.review(
          endpoint, body, Budget.of(QUICK_STEPS, Cause.TOO_LARGE_HERE, () -> null));
    } catch (BudgetExceededException e) {
      observer.moved(endpoint);
      return null;
    }
  }

  /**
   * The answer to a body; already there when the body was judged at once.
   *
   * <p>It never fails, but for an {@link Error}.
   */
  public CompletionStage<Answer> review(Endpoint endpoint, byte[] body, Client client) {
    Answer atOnce = client.isTried() ? null : atOnce(endpoint, body);
    if (atOnce != null) {
      return CompletableFuture.completedFuture(atOnce);
    }
    long now = ticker.getAsLong();
    WaitingReview waiting =
        new WaitingReview(
            endpoint, body, client, now, now + client.patience(), arrivals.incrementAndGet());
    ThreadPoolExecutor threads = body.length <= MEDIUM_BYTES ? medium : large;
    WaitingReview leaving = makeRoom(threads, waiting);
    if (leaving != waiting) {
      try {
        threads.execute(waiting);
      } catch (RejectedExecutionException e) {
        waiting.end(busy("the server is ending"));
      }
    }
    if (leaving != null) {
      leaving.end(busy("too many other reviews are waiting"));
    }
    return waiting.answer;
  }

  // Which review has to leave for another to come, if any: the largest, after all those for which
  // nobody waits any more.
  private static @Nullable WaitingReview makeRoom(
      ThreadPoolExecutor threads, WaitingReview coming) {
    Queue<Runnable> queue = threads.getQueue();
    if (queue.size() < MOST_WAITING) {
      return null;
    }
    WaitingReview largest = coming;
    for (Runnable one : List.copyOf(queue)) {
      if (one instanceof WaitingReview waiting) {
        if (waiting.end() != null && queue.remove(waiting)) {
          waiting.run();
        } else if (waiting.size() > largest.size()) {
          largest = waiting;
        }
      }
    }
    return queue.size() < MOST_WAITING || (largest != coming && !queue.remove(largest))
        ? null
        : largest;
  }

  private static Answer busy(String why) {
    return new Answer(
        503,
        StatusBody.failure(503, "the object was not judged: " + why),
        Answer.Outcome.OVERLOADED);
  }

  /** Ends when the reviews that have begun are answered; those that wait are turned away. */
  @Override
  public void close() {
    for (ThreadPoolExecutor threads : new ThreadPoolExecutor[] {medium, large}) {
      for (Runnable waiting : threads.shutdownNow()) {
        if (waiting instanceof WaitingReview review) {
          review.end(busy("the server is ending"));
        }
      }
    }
  }

  private final class WaitingReview implements Runnable {
    static final Comparator<Runnable> SMALLEST_FIRST =
        Comparator.comparingLong((Runnable one) -> one instanceof WaitingReview r ? r.size() : 0)
            .thenComparingLong(one -> one instanceof WaitingReview r ? r.arrival : 0);

    private final Endpoint endpoint;
    private final byte[] body;
    private final Client client;
    private final long begin;
    private final long deadline;
    private final long arrival;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    WaitingReview(
        Endpoint endpoint, byte[] body, Client client, long begin, long deadline, long arrival) {
      this.endpoint = endpoint;
      this.body = body;
      this.client = client;
      this.begin = begin;
      this.deadline = deadline;
      this.arrival = arrival;
    }

    long size() {
      return body.length;
    }

    private @Nullable Cause end() {
      if (client.hasGone()) {
        return Cause.CLIENT_GONE;
      }
      return ticker.getAsLong() - deadline >= 0 ? Cause.DEADLINE : null;
    }

    @Override
    public void run() {
      try {
        Cause ended = end();
        if (ended == Cause.DEADLINE) {
          end(busy("its time was over before others' reviews were done"));
        } else if (ended != null) {
          end(abandoned());
        } else {
          answer.complete(
              reviewer.review(endpoint, body, Budget.of(Budget.REVIEW, Cause.STEPS, this::end)));
        }
      } catch (BudgetExceededException e) {
        end(abandoned());
      } catch (RuntimeException | Error e) {
        // Whoever waits must hear of it, or its bytes are counted for ever.
        answer.completeExceptionally(e);
        throw e;
      }
    }

    private static Answer abandoned() {
      return new Answer(
          503,
          StatusBody.failure(503, "the client had gone before the object was judged"),
          Answer.Outcome.ABANDONED);
    }

    void end(Answer turnedAway) {
      observer.answered(endpoint, turnedAway.outcome(), ticker.getAsLong() - begin);
      answer.complete(turnedAway);
    }
  }
}
