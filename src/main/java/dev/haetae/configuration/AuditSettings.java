package dev.haetae.configuration;

import java.time.Duration;

/**
 * The way in which the leader audits what is there.
 *
 * @param enabled whether it does
 * @param every how long after the beginning of one audit the next one begins; a minute at least
 * @param metricsPerNamespace whether findings are measured by their namespaces
 */
public record AuditSettings(boolean enabled, Duration every, boolean metricsPerNamespace) {
  /** The shortest time between two audits. */
  static final Duration SHORTEST = Duration.ofMinutes(1);

  /** An audit every hour. */
  public static final AuditSettings DEFAULT = new AuditSettings(true, Duration.ofHours(1), false);
}
