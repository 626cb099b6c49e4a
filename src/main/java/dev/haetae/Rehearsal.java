package dev.haetae;

/**
 * A rehearsal of what people do, in one process, so that an archive of classes knows what it takes:
 * the JVM writes one at its end.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /**
   * Runs commands, one after another.
   *
   * @param commands each as it is typed, without the program's name, split at blanks
   */
  public static void main(String[] commands) {
    for (String command : commands) {
      int code = Main.run(command.split(" ", -1));
      System.err.println("exit " + code + ": " + command);
    }
  }
}
