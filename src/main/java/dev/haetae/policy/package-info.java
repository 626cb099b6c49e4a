/**
 * Policies are what a user writes: each turns a rule on, with parameters, a match, actions.
 *
 * <p>Start at {@link dev.haetae.policy.PolicyReader} for files to policies, at {@link
 * dev.haetae.policy.RuleCatalog} for the rules there are, and at {@link
 * dev.haetae.policy.ShippedPolicies} for the pack.
 */
@NullMarked
package dev.haetae.policy;

import org.jspecify.annotations.NullMarked;
