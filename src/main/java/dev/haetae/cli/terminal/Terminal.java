package dev.haetae.cli.terminal;

import dev.haetae.report.text.Palette;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * The streams and the environment of a command.
 *
 * @param in standard input
 * @param out findings and answers
 * @param err notes and errors
 * @param environment environment variables
 * @param interactive whether a person sits there, at both ends
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean interactive) {
  /** The name by which the command line was called: the launcher's, or kubectl's and the plugin's. */
  public String command() {
    return environment.getOrDefault("HAETAE_COMMAND", "haetae");
  }

  /** Colours when a person looks and has not asked for none (no-color.org). */
  public Palette palette() {
    return interactive
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "dumb").equals("dumb")
        ? Palette.ANSI
        : Palette.PLAIN;
  }
}
