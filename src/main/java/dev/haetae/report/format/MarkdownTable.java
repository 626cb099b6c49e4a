package dev.haetae.report.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/** A page of Markdown with a table, cut between rows to what such a page may hold. */
final class MarkdownTable {
  // For the line that says how much is left out.
  private static final int RESERVE = 200;

  private final int most;
  private final StringBuilder out = new StringBuilder();
  private int bytes;
  private int leftOut;

  /**
   * A page with nothing on it.
   *
   * @param most the bytes that it may have; at least a few thousand
   */
  MarkdownTable(int most) {
    this.most = most;
  }

  /** Adds a paragraph of words of ours. */
  void paragraph(String text) {
    append(text + "\n\n");
  }

  /** Begins the table. */
  void heads(String... heads) {
    row(heads);
    append("|" + "---|".repeat(heads.length) + '\n');
  }

  /** Adds a row of cells that are Markdown already. */
  void row(String... cells) {
    StringBuilder row = new StringBuilder("|");
    for (String cell : cells) {
      row.append(' ').append(cell).append(cell.isEmpty() ? "|" : " |");
    }
    if (!append(row.append('\n').toString())) {
      leftOut++;
    }
  }

  // Once something is left out, all that is less grave is.
  private boolean append(String text) {
    int length = text.getBytes(UTF_8).length;
    if (leftOut > 0 || bytes + length > most - RESERVE) {
      return false;
    }
    bytes += length;
    out.append(text);
    return true;
  }

  /** The page, with a line break at its end. */
  String end() {
    if (leftOut > 0) {
      out.append(
          String.format(
              Locale.ROOT, "\n%,d more are left out: `-o json` has them all.\n", leftOut));
    }
    return out.toString().stripTrailing() + '\n';
  }

  /** The cell of a place in a file. */
  static String place(String file, int line, int column) {
    return MarkdownText.code(
        file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : ""));
  }
}
