package dev.haetae.server.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The bytes that requests may hold over all connections, from their arrival to their answer.
 *
 * <p>Most of it is shared by all. A part is kept for small bodies, so that those who hold large
 * ones open cannot keep out the others, and one connection gets no more than its share of either.
 * When the shared part is half used, bodies of which nothing has come for two seconds make room: an
 * API server sends one in milliseconds.
 *
 * <p>{@code haetae_request_bytes}, {@code haetae_request_bytes_limit}, {@code
 * haetae_requests_refused_total{reason}}.
 */
public final class BodyBudget {
  static final int SMALL = 64 << 10;

  /** The bytes that a request is taken to hold beside its body: as many as its headers may. */
  static final int HEAD = 8 << 10;

  private static final int FEWEST_ANSWERS = 16;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A number of bytes of which parts are taken and given back, from any thread. */
  private static final class Pool {
    private final long size;
    private final AtomicLong taken = new AtomicLong();

    Pool(long size) {
      this.size = size;
    }

    boolean take(long bytes) {
      long now = taken.get();
      while (now + bytes <= size) {
        if (taken.compareAndSet(now, now + bytes)) {
          return true;
        }
        now = taken.get();
      }
      return false;
    }

    void giveBack(long bytes) {
      taken.addAndGet(-bytes);
    }
  }

  /** A part of the budget and one connection's share of it. */
  private record Slice(Pool all, Pool own) {
    boolean take(long bytes) {
      if (!own.take(bytes)) {
        return false;
      }
      if (all.take(bytes)) {
        return true;
      }
      own.giveBack(bytes);
      return false;
    }

    void giveBack(long bytes) {
      all.giveBack(bytes);
      own.giveBack(bytes);
    }
  }

  private final Pool shared;
  private final Pool reserve;
  // Answers that are not taken, each of which is about as large as a small body.
  private final Pool answers;
  private final LongSupplier nanoseconds;
  private final Set<IncomingBody> largeAndUnfinished = ConcurrentHashMap.newKeySet();
  private final Counter noRoom;
  private final Counter tooSlow;

  /**
   * A budget.
   *
   * @param shared bytes for all bodies, at least one of the largest kind
   * @param reserve bytes that only small bodies get
   * @param largest the most bytes that one body may have
   * @param nanoseconds a clock, as {@link System#nanoTime()}
   */
  BodyBudget(
      long shared, long reserve, int largest, LongSupplier nanoseconds, MeterRegistry registry) {
    this.shared = new Pool(Math.max(shared, largest + 2L * SMALL));
    this.reserve = new Pool(reserve);
    this.answers = new Pool(Math.max(FEWEST_ANSWERS, reserve / SMALL));
    this.nanoseconds = nanoseconds;
    Gauge.builder("haetae.request.bytes", () -> this.shared.taken.get() + this.reserve.taken.get())
        .description("Bytes that unanswered requests hold.")
        .register(registry);
    Gauge.builder("haetae.request.bytes.limit", () -> this.shared.size + this.reserve.size)
        .description("Bytes that unanswered requests may hold; beyond it they get a 503.")
        .register(registry);
    this.noRoom = refused(registry, "no-room");
    this.tooSlow = refused(registry, "too-slow");
  }

  private static Counter refused(MeterRegistry registry, String reason) {
    return Counter.builder("haetae.requests.refused")
        .description("Requests refused before they were read: no room for them, or too slow.")
        .tag("reason", reason)
        .register(registry);
  }

  /**
   * A budget for a heap: a body lies in it once, and the tree that is read from one may be ten
   * times as large.
   *
   * @param heap bytes of the heap at its largest
   * @param largest the most bytes that one body may have
   */
  public static BodyBudget ofHeap(long heap, int largest, MeterRegistry registry) {
    return new BodyBudget(heap / 6, heap / 24, largest, System::nanoTime, registry);
  }

  /**
   * The share that one connection may take: seven eighths of what is shared, a quarter of the
   * reserve.
   */
  Share share() {
    return new Share();
  }

  /**
   * Keeps an answer that its client does not take.
   *
   * @return false when too many are kept
   */
  boolean keepAnswer() {
    return answers.take(1);
  }

  /** Says that an answer that was kept has been taken, or taken back. */
  void answerIsGone() {
    answers.giveBack(1);
  }

  /** Counts a request that was refused because it was not sent in time. */
  void countTooSlow() {
    tooSlow.increment();
  }

  private void makeRoom() {
    long now = nanoseconds.getAsLong();
    List<IncomingBody> still = new ArrayList<>(0);
    for (IncomingBody body : largeAndUnfinished) {
      if (now - body.moved() > PATIENCE_NANOS) {
        still.add(body);
      }
    }
    for (IncomingBody body : still) {
      if (largeAndUnfinished.remove(body)) {
        body.makeRoom();
      }
    }
  }

  final class Share {
    private final Slice ownShared = new Slice(shared, new Pool(shared.size / 8 * 7));
    private final Slice ownReserve = new Slice(reserve, new Pool(reserve.size / 4));

    private Share() {}

    Account open() {
      return new Account(this);
    }

    BodyBudget budget() {
      return BodyBudget.this;
    }

    long now() {
      return nanoseconds.getAsLong();
    }
  }

  /** The account of what one request holds. */
  final class Account {
    private final Share share;
    private long fromShared;
    private long fromReserve;
    private boolean closed;

    private Account(Share share) {
      this.share = share;
    }

    /** Takes {@code bytes} more, all or none; false when there is no room. */
    synchronized boolean take(long bytes) {
      boolean taken = takeFrom(bytes);
      if (!taken) {
        noRoom.increment();
      }
      return taken;
    }

    private boolean takeFrom(long bytes) {
      if (closed) {
        return false;
      }
      if (fromShared + fromReserve + bytes <= SMALL + HEAD) {
        if (share.ownShared.take(bytes)) {
          fromShared += bytes;
          return true;
        }
        if (share.ownReserve.take(bytes)) {
          fromReserve += bytes;
          return true;
        }
        return false;
      }
      // No longer small: what came from the reserve moves.
      if (shared.taken.get() + bytes > shared.size / 2) {
        makeRoom();
      }
      if (!share.ownShared.take(bytes + fromReserve)) {
        return false;
      }
      share.ownReserve.giveBack(fromReserve);
      fromShared += bytes + fromReserve;
      fromReserve = 0;
      return true;
    }

    /** Gives everything back, from any thread. */
    synchronized void close() {
      closed = true;
      share.ownShared.giveBack(fromShared);
      share.ownReserve.giveBack(fromReserve);
      fromShared = 0;
      fromReserve = 0;
    }
  }

  /** Lets a body make room when it is needed, for as long as it is not at its end. */
  void unfinished(IncomingBody body) {
    var _ = largeAndUnfinished.add(body);
  }

  void finished(IncomingBody body) {
    var _ = largeAndUnfinished.remove(body);
  }
}
