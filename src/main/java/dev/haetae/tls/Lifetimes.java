package dev.haetae.tls;

import java.time.Duration;

/**
 * The lives of certificates that are made here; what remains of the last third of a life is the
 * time to replace them.
 *
 * @param leaf a serving certificate
 * @param authority an authority; at least three times as long as a leaf
 */
public record Lifetimes(Duration leaf, Duration authority) {
  /** The least that any may live. */
  public static final Duration SHORTEST = Duration.ofSeconds(10);

  /** 30 days and a year. */
  public static final Lifetimes SHIPPED = new Lifetimes(Duration.ofDays(30), Duration.ofDays(365));

  /**
   * Lives.
   *
   * @throws IllegalArgumentException when one is too short
   */
  public Lifetimes {
    if (leaf.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("a leaf must live for 10s at least, not " + leaf);
    }
    if (!isOutlived(leaf, authority)) {
      throw new IllegalArgumentException(
          "an authority must live three times as long as a leaf at least: "
              + authority
              + " is less than three times "
              + leaf);
    }
  }

  /** Returns whether an authority lives long enough for what it signs. */
  public static boolean isOutlived(Duration leaf, Duration authority) {
    return authority.compareTo(leaf.multipliedBy(3)) >= 0;
  }
}
