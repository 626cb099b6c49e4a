package dev.haetae.cluster.policy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The presence of one of our own kinds: whether the API server has it, and all objects of it have
 * been read. Not safe for threads.
 */
final class KindPresence {
  // An API server that starts may not know its own kinds for a moment.
  private static final Duration ABSENCE = Duration.ofSeconds(1);

  private boolean listed;
  private boolean absent;
  private @Nullable Instant missedSince;

  /** Returns whether all objects have been read, and the API server still has the kind. */
  boolean isListed() {
    return listed;
  }

  /** Returns whether the API server does not have the kind. */
  boolean isAbsent() {
    return absent;
  }

  /**
   * All objects have been read.
   *
   * @return whether that is new
   */
  boolean listed() {
    boolean changed = !listed;
    listed = true;
    absent = false;
    missedSince = null;
    return changed;
  }

  /** The API server says that it does not have the kind. */
  void missed(Instant now) {
    if (missedSince == null) {
      missedSince = now;
    }
  }

  /**
   * Takes a kind for absent that has been missed for long enough: at once where its objects have
   * never been read.
   *
   * @return whether that is new
   */
  boolean settle(Instant now) {
    if (missedSince == null
        || absent
        || (listed && Duration.between(missedSince, now).compareTo(ABSENCE) < 0)) {
      return false;
    }
    absent = true;
    listed = false;
    return true;
  }
}
