package dev.haetae.cel.policy;

/**
 * A mutation: a change of the object of a request.
 *
 * @param type how the change is written
 * @param expression gives a list of operations, or the fields to apply
 */
public record Mutation(Type type, PlacedExpression expression) {
  /** A way of writing changes. */
  public enum Type {
    /** Operations of JSON Patch. */
    JSON_PATCH,
    /** Fields, merged as server-side apply merges them. */
    APPLY_CONFIGURATION
  }
}
