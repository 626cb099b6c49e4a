package dev.haetae.steps;

/** Reviews of objects that count what they cost. */
public interface CountedReviews {
  /**
   * What a review has cost.
   *
   * @param steps see {@link Steps}
   * @param bytes allocated
   * @param found how many findings came of it, undecided ones among them
   * @param longestMessage letters of the longest message among them
   * @param faults failures of rules
   */
  record Cost(long steps, long bytes, int found, int longestMessage, int faults) {}

  /**
   * Reviews an object by the shipped policy of one rule.
   *
   * @param rule the rule's id
   * @param point the name of the enforcement point
   * @param body the object, as JSON
   * @param most the steps it may take
   * @throws TooManyStepsError when it has taken as many
   */
  Cost review(String rule, String point, byte[] body, long most);
}
