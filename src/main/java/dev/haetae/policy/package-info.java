/**
 * Policies are what a user writes: each turns a rule on, with parameters, a match, actions.
 *
 * <p>Start at {@link dev.haetae.policy.PolicyReader} for files to policies, at {@link
 * dev.haetae.policy.RuleCatalog} for the rules there are, at {@link
 * dev.haetae.policy.ShippedPolicies} for the pack, and at {@link dev.haetae.policy.AgentNamespaces}
 * for the namespaces that it leaves out.
 */
@NullMarked
package dev.haetae.policy;

import org.jspecify.annotations.NullMarked;
