package dev.haetae.report.text;

/** Colours for a terminal, or none. */
public enum Palette {
  /** No colours: for pipes, files and {@code NO_COLOR}. */
  PLAIN,
  /** The terminal's own colours. */
  ANSI;

  String red(String text) {
    return paint("31;1", text);
  }

  String yellow(String text) {
    return paint("33;1", text);
  }

  String green(String text) {
    return paint("32", text);
  }

  String magenta(String text) {
    return paint("35;1", text);
  }

  String bold(String text) {
    return paint("1", text);
  }

  /** The text where it is of less weight. */
  public String dim(String text) {
    return paint("2", text);
  }

  private String paint(String code, String text) {
    return this == PLAIN ? text : "\u001b[" + code + 'm' + text + "\u001b[0m";
  }
}
