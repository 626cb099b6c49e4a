package dev.haetae;

/** The entry point. */
public final class Main {
  private Main() {}

  /** Prints the version, as the jar's manifest has it. */
  public static void main(String[] arguments) {
    String version = Main.class.getPackage().getImplementationVersion();
    System.out.println("haetae " + (version == null ? "(unpackaged)" : version));
  }
}
