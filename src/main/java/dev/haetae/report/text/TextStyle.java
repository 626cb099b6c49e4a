package dev.haetae.report.text;

/**
 * The way in which a report is written for people.
 *
 * @param width cells of the terminal, at which lines are broken between words; 0 where no terminal
 *     breaks them
 * @param toSee the command that saves what is not seen and would decide what is undecided; empty
 *     where everything is seen
 * @param explained whether the values are shown on which the outcome of a policy's expression hangs
 */
public record TextStyle(
    Palette palette, int width, Detail detail, String toSee, boolean explained) {
  // What is narrower is better broken by the terminal itself.
  private static final int NARROWEST = 40;

  /** A style that takes a width that is too narrow for none. */
  public TextStyle {
    width = width < NARROWEST ? 0 : width;
  }

  /** A style in which no values are shown. */
  public TextStyle(Palette palette, int width, Detail detail, String toSee) {
    this(palette, width, detail, toSee, false);
  }

  /** Without colours, lines as long as they are. */
  public static TextStyle plain(Detail detail) {
    return new TextStyle(Palette.PLAIN, 0, detail, "");
  }

  /** The same with the values of expressions shown, or not. */
  public TextStyle explaining(boolean values) {
    return new TextStyle(palette, width, detail, toSee, values);
  }

  /** The same for a file: no terminal shows it. */
  public TextStyle inFile() {
    return new TextStyle(Palette.PLAIN, 0, detail, toSee, explained);
  }
}
