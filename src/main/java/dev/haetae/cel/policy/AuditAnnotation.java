package dev.haetae.cel.policy;

/**
 * An annotation of the API server's audit log.
 *
 * @param key without the policy's name
 * @param value gives a string, or null for none
 */
public record AuditAnnotation(String key, PlacedExpression value) {}
