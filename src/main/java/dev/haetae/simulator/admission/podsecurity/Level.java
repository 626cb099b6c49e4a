package dev.haetae.simulator.admission.podsecurity;

/** A level of the pod security standards; stricter ones come later. */
enum Level {
  /** Everything is allowed. */
  PRIVILEGED("privileged"),
  /** Known ways to more rights are closed. */
  BASELINE("baseline"),
  /** Only what is known to be harmless is allowed. */
  RESTRICTED("restricted");

  private final String word;

  Level(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
