package dev.haetae.cluster.doctor;

/**
 * A finding of the doctor about one thing.
 *
 * @param outcome how it is
 * @param area such as {@code registration}; one word
 * @param finding what is so, a sentence without its full stop
 * @param remedy what to do about it; empty when nothing is to be done
 */
public record Check(Outcome outcome, String area, String finding, String remedy) {
  /** The state of a thing, the worst last. */
  public enum Outcome {
    /** In order. */
    OK("ok"),
    /** To be looked at, or not to be seen. */
    WARN("warn"),
    /** Broken. */
    FAIL("fail");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** As reports write it. */
    public String word() {
      return word;
    }
  }

  static Check ok(String area, String finding) {
    return new Check(Outcome.OK, area, finding, "");
  }

  static Check warn(String area, String finding, String remedy) {
    return new Check(Outcome.WARN, area, finding, remedy);
  }

  static Check fail(String area, String finding, String remedy) {
    return new Check(Outcome.FAIL, area, finding, remedy);
  }
}
