package dev.haetae.cel.policy;

/**
 * A condition under which a policy is for a request.
 *
 * @param name unique within the policy
 * @param expression gives a truth value
 */
public record MatchCondition(String name, PlacedExpression expression) {}
