package dev.haetae.cli.terminal;

/** Owns up to a failure of ours. */
public final class OwnFault {
  private OwnFault() {}

  /** Prints the sentence; the stack trace only for who asks for it. */
  public static void print(String what, Throwable fault, Terminal terminal) {
    terminal.err().println("haetae: " + what + ", which is our fault; please report it");
    if (terminal.environment().containsKey("HAETAE_DEBUG")) {
      fault.printStackTrace(terminal.err());
    } else {
      terminal.err().println("with HAETAE_DEBUG=1 it says where");
    }
  }
}
