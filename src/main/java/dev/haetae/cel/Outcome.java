package dev.haetae.cel;

import java.util.List;

/** An outcome says what came of evaluating an expression. */
public sealed interface Outcome {
  /**
   * It has a value.
   *
   * @param value as {@link dev.haetae.cel.value.TreeValues} gives them
   */
  record Value(Object value) implements Outcome {}

  /**
   * It failed.
   *
   * @param message as the API server says it, such as {@code no such key: spec}
   */
  record Failure(String message) implements Outcome {}

  /**
   * It hangs on what is not known.
   *
   * @param names what is not known: {@code request.userInfo}, {@code inventory.claim(team, data)}
   */
  record Unknown(List<String> names) implements Outcome {
    /** An outcome that keeps its own copy. */
    public Unknown {
      names = List.copyOf(names);
    }
  }
}
