package dev.haetae.cli;

/** The codes with which commands end; of several that apply, the highest. */
final class ExitCode {
  static final int OK = 0;
  static final int DENIED = 1;
  static final int USAGE = 2;
  static final int UNREADABLE = 3;
  static final int INTERNAL = 4;
  static final int OUT_OF_MEMORY = 5;

  private ExitCode() {}
}
