package dev.haetae.cli;

/** The command line asks for something that cannot be; the message is a sentence for users. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String sentence) {
    super(sentence, null, false, false);
  }
}
