package dev.haetae.rule;

/** What is done with a violation, the strongest last. */
public enum Action {
  /** It is recorded. */
  AUDIT("Audit"),
  /** The user is told. */
  WARN("Warn"),
  /** The object is refused. */
  DENY("Deny");

  private final String word;

  Action(String word) {
    this.word = word;
  }

  /** As policies write it. */
  public String word() {
    return word;
  }
}
