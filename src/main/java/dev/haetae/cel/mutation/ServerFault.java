package dev.haetae.cel.mutation;

/** A value at which the API server itself fails, whatever the failure policy says. */
public final class ServerFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  ServerFault(String sentence) {
    super(sentence, null, false, false);
  }
}
