package dev.haetae.admission;

/** Answers the bodies that reach an endpoint. */
@FunctionalInterface
public interface Reviewer {
  /**
   * The answer to {@code body}, whatever it holds; throws nothing.
   *
   * @param body JSON in UTF-8; empty when there was none
   */
  Answer review(Endpoint endpoint, byte[] body);
}
