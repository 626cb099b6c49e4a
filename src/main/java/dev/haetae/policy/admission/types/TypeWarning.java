package dev.haetae.policy.admission.types;

import dev.haetae.resource.tree.Path;

/**
 * A warning that an expression does not fit the types of the objects that its policy is for.
 *
 * @param path of the field that holds the expression
 * @param text of {@code status.typeChecking.expressionWarnings}: for each kind what is wrong
 * @param line of the first fault in the expression; 1-based; 0 when it is not known
 * @param column in that line; 1-based; 0 when it is not known
 */
public record TypeWarning(Path path, String text, int line, int column) {}
