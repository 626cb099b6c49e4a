package dev.haetae.cel.mutation;

/**
 * A fault of the API server: of release 1.36 a request's handler dies of a JSONPatch whose value is
 * a list or a map that holds an Object, whatever the failure policy says.
 */
public final class ServerFault extends RuntimeException {
  /** What it says. */
  public static final String SENTENCE =
      "the value of a JSONPatch is a list or a map that holds an Object, at which an API server of"
          + " 1.36 fails: the client gets no answer";

  private static final long serialVersionUID = 1;

  ServerFault() {
    super(SENTENCE, null, false, false);
  }

  /** The sentence. */
  public String sentence() {
    return SENTENCE;
  }
}
