package dev.haetae.cel.policy;

import dev.haetae.cel.CelExpression;
import dev.haetae.resource.tree.Path;

/**
 * An expression and its place in the policy that holds it.
 *
 * @param path such as {@code spec.validations[0].expression}
 */
public record PlacedExpression(CelExpression expression, Path path) {}
