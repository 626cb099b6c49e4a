package dev.haetae.rule;

import dev.haetae.resource.Resource;

/**
 * A rule, compiled with the parameters of one policy.
 *
 * <p>Every rule class has {@code public static final RuleInfo INFO} and, if it has parameters, a
 * constructor that takes {@link Parameters}, and stands in {@code policy.RuleCatalog}.
 */
public interface Rule {
  /**
   * Judges one object; reports nothing when all is well.
   *
   * @param subject an object of one of the kinds of {@link RuleInfo#subjects()}; not changed
   * @param context what the rule may look at besides
   * @param findings where violations, and what cannot be decided, are reported
   * @throws dev.haetae.resource.MalformedResourceException when a field it looks at has the wrong
   *     type
   */
  void check(Resource subject, RuleContext context, Findings findings);
}
