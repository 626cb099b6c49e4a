package dev.haetae.cluster.client;

import dev.haetae.resource.tree.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The freshness of the memory of one kind: whether all of it has been read, and when the API server
 * was last heard to say anything about it, be it only that nothing has changed.
 *
 * <p>Written by the one who follows the kind, read by anybody.
 */
public final class Freshness {
  private final InstantSource clock;
  private volatile boolean synced;
  private volatile Instant lastWord;
  private volatile @Nullable Instant brokenSince;
  // Why nothing comes; empty while a watch is open.
  private volatile String problem = "";
  private final AtomicInteger malformed = new AtomicInteger();
  private final AtomicInteger breaks = new AtomicInteger();

  public Freshness(InstantSource clock) {
    this.clock = clock;
    this.lastWord = clock.instant();
  }

  /** An event, a bookmark, a page of a list, or the agreed end of a watch has come. */
  public void heard() {
    lastWord = clock.instant();
  }

  /** A list is complete: from here on what is not in memory does not exist. */
  public void synced() {
    synced = true;
    heard();
  }

  void connected() {
    brokenSince = null;
    problem = "";
    heard();
  }

  /**
   * Nothing comes any more.
   *
   * @param sentence why
   * @param since when the last word that counts came
   */
  void broken(String sentence, Instant since) {
    if (brokenSince == null) {
      brokenSince = since;
      breaks.incrementAndGet();
    }
    problem = sentence;
  }

  /** An object has come that cannot be read. */
  void malformed() {
    malformed.incrementAndGet();
  }

  /** Returns whether all objects have been read once. */
  public boolean isSynced() {
    return synced;
  }

  /** Returns how long ago the last word was. */
  public Duration age() {
    return sinceOrZero(lastWord);
  }

  /** Now, by the clock that all of this goes by. */
  Instant now() {
    return clock.instant();
  }

  /** Returns when the last word was. */
  public Instant lastWord() {
    return lastWord;
  }

  /** For how long nothing could come; zero while a watch is open. */
  public Duration brokenFor() {
    Instant since = brokenSince;
    return since == null ? Duration.ZERO : sinceOrZero(since);
  }

  /**
   * Why memory cannot be trusted, in a sentence; empty when it can.
   *
   * @param read whether all objects are in memory
   * @param silence for how long nothing has been heard
   * @param most how long that may be
   */
  public String missing(WatchedKind kind, boolean read, Duration silence, Duration most) {
    if (read && silence.compareTo(most) <= 0) {
      return "";
    }
    String reason = problem;
    return kind.word()
        + (read
            ? ": nothing heard from the API server for " + silence.toSeconds() + " s"
            : ": not read yet")
        + (reason.isEmpty() ? "" : " (" + Text.escape(reason) + ')');
  }

  /** Returns how often an object has come so far that cannot be read. */
  public int malformedCount() {
    return malformed.get();
  }

  /** Returns how often a watch has broken so far. */
  public int breakCount() {
    return breaks.get();
  }

  private Duration sinceOrZero(Instant since) {
    Duration passed = Duration.between(since, clock.instant());
    return passed.isNegative() ? Duration.ZERO : passed;
  }
}
