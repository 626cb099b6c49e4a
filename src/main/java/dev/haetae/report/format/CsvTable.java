package dev.haetae.report.format;

import dev.haetae.resource.tree.Text;

/**
 * A table of comma-separated values, as RFC 4180 has them, in which no cell is a formula to a
 * spreadsheet: whoever opens it must not run what a manifest says.
 */
final class CsvTable {
  private static final String FORMULA = "=+-@＝＋－＠";

  private final StringBuilder out = new StringBuilder();

  CsvTable(String... heads) {
    row(heads);
  }

  /** Adds a row, a cell for each head. */
  void row(String... cells) {
    for (int i = 0; i < cells.length; i++) {
      out.append(i == 0 ? "" : ",");
      cell(Text.escape(cells[i]));
    }
    out.append("\r\n");
  }

  private void cell(String text) {
    String harmless = isFormula(text) ? '\'' + text : text;
    if (harmless.indexOf(',') >= 0 || harmless.indexOf('"') >= 0 || isSpaced(harmless)) {
      out.append('"').append(harmless.replace("\"", "\"\"")).append('"');
    } else {
      out.append(harmless);
    }
  }

  // Spreadsheets read past spaces and quotes.
  private static boolean isFormula(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '"' && c != '\'') {
        return FORMULA.indexOf(c) >= 0 && !text.equals("-");
      }
    }
    return false;
  }

  private static boolean isSpaced(String text) {
    return text.startsWith(" ") || text.endsWith(" ");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
