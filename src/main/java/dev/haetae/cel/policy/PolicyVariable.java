package dev.haetae.cel.policy;

/**
 * A variable of a policy: evaluated when it is first asked for as {@code variables.<name>}, once a
 * request.
 *
 * @param name a CEL identifier
 */
public record PolicyVariable(String name, PlacedExpression expression) {}
