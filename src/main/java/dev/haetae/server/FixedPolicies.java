package dev.haetae.server;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.PolicyTable;
import java.time.InstantSource;

/**
 * The policies that a server was started with. They stay; but which kinds they judge depends on
 * which kinds carry pod specs, which the configuration may change.
 */
final class FixedPolicies {
  private final Evaluator given;
  private final InstantSource clock;
  private volatile Evaluator evaluator;

  private FixedPolicies(Evaluator given, InstantSource clock) {
    this.given = given;
    this.clock = clock;
    this.evaluator = given;
  }

  /** The policies of {@code given}, as the configuration of the moment has them. */
  static FixedPolicies of(Evaluator given, FollowedConfiguration settings, InstantSource clock) {
    FixedPolicies policies = new FixedPolicies(given, clock);
    settings.onChange(policies::compile);
    // It may have changed since they were read.
    policies.compile();
    return policies;
  }

  private synchronized void compile() {
    evaluator = new Evaluator(PolicyTable.of(given.table().policies()), given.exceptions(), clock);
  }

  /** What judges now; safe for any number of threads. */
  Evaluator evaluator() {
    return evaluator;
  }
}
