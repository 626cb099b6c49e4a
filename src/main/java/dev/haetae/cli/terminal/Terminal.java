package dev.haetae.cli.terminal;

import dev.haetae.report.text.Detail;
import dev.haetae.report.text.Palette;
import dev.haetae.report.text.TextStyle;
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
 * @param progress what is told of long work while it goes on
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean interactive,
    Progress progress) {
  /** A terminal on which nothing is told of work while it goes on. */
  public Terminal(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      boolean interactive) {
    this(in, out, err, environment, interactive, Progress.unseen());
  }

  /** The same, which tells of long work while it goes on. */
  public Terminal with(Progress shown) {
    return new Terminal(in, out, err, environment, interactive, shown);
  }

  /**
   * The name by which the command line was called: the launcher's, or kubectl's and the plugin's.
   */
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

  /**
   * The style of text on standard output.
   *
   * @param toSee the command that saves what is not seen; empty where everything is seen
   */
  public TextStyle style(Detail detail, String toSee) {
    return new TextStyle(palette(), interactive ? width() : 0, detail, toSee);
  }

  // The launcher sets it where a shell does not pass it on.
  private int width() {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : 0;
  }
}
