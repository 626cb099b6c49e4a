package dev.haetae.cel.policy;

import org.jspecify.annotations.Nullable;

/**
 * A validation: what must be true of a request.
 *
 * @param expression gives a truth value
 * @param message what to say when it is false; empty when nothing is written
 * @param messageExpression gives what to say instead; null when there is none
 * @param reason such as {@code Invalid}; as it is written, else that default
 */
public record Validation(
    PlacedExpression expression,
    String message,
    @Nullable PlacedExpression messageExpression,
    String reason) {}
