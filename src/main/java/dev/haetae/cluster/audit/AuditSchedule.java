package dev.haetae.cluster.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The times at which audits are made: a while after what is judged by has changed, or this replica
 * has become the leader, and then every so often. For one thread.
 */
final class AuditSchedule {
  /** How long nothing may have changed: who applies ten policies is not audited ten times. */
  static final Duration QUIET = Duration.ofSeconds(30);

  /** How long after one that failed the next one is made. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private final InstantSource clock;
  private @Nullable Object judgedBy;
  private Instant changed = Instant.MAX;
  private Instant began = Instant.MIN;
  private boolean isStale;

  AuditSchedule(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Returns whether an audit is to be made now; to be asked now and then.
   *
   * @param policies what is judged by, which is another object when anything of it has changed
   * @param every how long after the beginning of one audit the next one begins
   */
  boolean isDue(Object policies, Duration every) {
    Instant now = clock.instant();
    if (judgedBy == null) {
      began = now;
    }
    if (!policies.equals(judgedBy)) {
      judgedBy = policies;
      changed = now;
      isStale = true;
    }
    // Who never stops changing something is audited all the same.
    return (isStale && !now.isBefore(changed.plus(QUIET))) || !now.isBefore(began.plus(every));
  }

  /** An audit begins, by what was asked about last. */
  void began() {
    began = clock.instant();
    isStale = false;
  }

  /** The audit that began last has failed. */
  void failed() {
    changed = clock.instant().plus(PATIENCE).minus(QUIET);
    isStale = true;
  }

  /** This replica does not lead: what it knows is of no use to it when it does again. */
  void forget() {
    judgedBy = null;
    isStale = false;
  }
}
