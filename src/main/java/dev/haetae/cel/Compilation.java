package dev.haetae.cel;

/** A compilation says what came of compiling an expression. */
public sealed interface Compilation {
  /** It compiles. */
  record Compiled(CelExpression expression) implements Compilation {}

  /**
   * It does not.
   *
   * @param message all that is wrong, as the API server says it, each with a line of the expression
   * @param line of the first fault in the expression; 1-based; 0 when it has none
   * @param column of the first fault in its line; 1-based; 0 when it has none
   */
  record Refused(String message, int line, int column) implements Compilation {}
}
