package dev.haetae.cli.terminal;

/** The command line asks for something that cannot be; the message is a sentence for users. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String sentence) {
    super(sentence, null, false, false);
  }
}
