package dev.haetae.cel.policy;

import dev.haetae.cel.ExpressionType;

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
    JSON_PATCH("JSONPatch", "jsonPatch"),
    /** Fields, merged as server-side apply merges them. */
    APPLY_CONFIGURATION("ApplyConfiguration", "applyConfiguration");

    private final String word;
    private final String field;

    Type(String word, String field) {
      this.word = word;
      this.field = field;
    }

    /** As {@code patchType} names it. */
    public String word() {
      return word;
    }

    /** The field that holds the expression. */
    String field() {
      return field;
    }

    Type other() {
      return this == JSON_PATCH ? APPLY_CONFIGURATION : JSON_PATCH;
    }

    /** The type of the expression's values. */
    ExpressionType result() {
      return switch (this) {
        case JSON_PATCH -> ExpressionType.PATCHES;
        case APPLY_CONFIGURATION -> ExpressionType.OBJECT;
      };
    }
  }
}
