package dev.haetae.rule;

/** The consequence of a violation, the strongest last. */
public enum Action {
  /** The violation is recorded. */
  AUDIT("Audit"),
  /** The user is told. */
  WARN("Warn"),
  /** The object is denied. */
  DENY("Deny");

  private final String word;

  Action(String word) {
    this.word = word;
  }

  /** Returns the word that policies write. */
  public String word() {
    return word;
  }
}
