package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.RequestFailedException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The outcome of looking at something in the cluster: it is there, or it is not, or nobody lets us
 * see which.
 *
 * @param <T> the type of what is looked at
 */
sealed interface Sight<T> {
  /** Something that is there. */
  record Seen<T>(T value) implements Sight<T> {}

  /** Something that is not there. */
  record Absent<T>() implements Sight<T> {}

  /**
   * Something that could not be looked at.
   *
   * @param check says why
   */
  record Hidden<T>(Check check) implements Sight<T> {}

  /** A question to the API server; empty for what is not there. */
  interface Question<T> {
    Optional<T> ask() throws RequestFailedException, InterruptedException;
  }

  /**
   * Looks.
   *
   * @param area of the check, should there be nothing to be seen
   * @param what is looked at, for messages
   */
  static <T> Sight<T> of(String area, String what, Question<T> question) {
    try {
      return question.ask().<Sight<T>>map(Seen::new).orElseGet(Absent::new);
    } catch (RequestFailedException e) {
      return new Hidden<>(
          Check.warn(
              area,
              "cannot see " + what + ": " + e.reason(),
              e.isHidden() ? "ask as somebody who may" : "try again"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Hidden<>(
          Check.warn(area, "cannot see " + what + ": asking was interrupted", "try again"));
    }
  }

  /** Something made of what is there; of anything else, another. */
  default <R> R map(Function<? super T, R> seen, R other) {
    return this instanceof Seen<T>(T value) ? seen.apply(value) : other;
  }
}
