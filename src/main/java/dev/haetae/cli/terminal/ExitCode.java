package dev.haetae.cli.terminal;

import dev.haetae.report.Outcome;

/** The codes with which commands end; of several that apply, the highest. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int DENIED = 1;
  public static final int USAGE = 2;
  public static final int UNREADABLE = 3;
  public static final int INTERNAL = 4;
  public static final int OUT_OF_MEMORY = 5;

  private ExitCode() {}

  /** The code with which a run of this outcome ends. */
  public static int of(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> OK;
      case DENIED -> DENIED;
      case UNREADABLE -> UNREADABLE;
      case FAULTY -> INTERNAL;
    };
  }
}
