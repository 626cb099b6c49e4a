package dev.haetae.cluster.policy;

import dev.haetae.policy.Policy;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.cel.CelRule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The preparation of a policy has everything loaded that its expressions need, so that the first
 * review does not wait for it.
 */
final class Preparation {
  private static final Logger log = LoggerFactory.getLogger(Preparation.class);

  private Preparation() {}

  /** Prepares a policy, if there is one. What goes wrong is told, and keeps it from nothing. */
  static void of(@Nullable Policy policy) {
    if (policy == null || !(policy.rule() instanceof CelRule written)) {
      return;
    }
    try {
      written.prepare();
    } catch (RuntimeException e) {
      log.warn(
          "policy {} is in force, though trying its expressions on a Pod was broken off",
          Text.shorten(policy.name()),
          e);
    }
  }
}
