package dev.haetae.report.text;

import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.report.SourceText;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Grounds;
import org.jspecify.annotations.Nullable;

/** The lines of a report as they are written: findings, their source, their remedies. */
public final class Lines {
  private static final int INDENTED = 4;

  private final StringBuilder out = new StringBuilder();
  private final Report report;
  private final TextStyle style;
  private String shownFile = "";
  private @Nullable SourceText shown;

  /** No lines yet of a report in a style. */
  public Lines(Report report, TextStyle style) {
    this.report = report;
    this.style = style;
  }

  /** The colours. */
  public Palette palette() {
    return style.palette();
  }

  /** Something that could not be read, with its source. */
  public void error(Problem error) {
    String word = palette().red("error");
    line(
        place(error.file(), error.line(), error.column())
            + ": "
            + word
            + ' '
            + Text.escape(error.sentence()));
    source(error.file(), error.line(), error.column());
    blank();
  }

  /** A finding with its source and its remedy. */
  void finding(Located located, String word) {
    headline(located, word, "");
    source(located.file(), located.line(), located.column());
    remedy(located.finding());
    grounds(located.finding());
    blank();
  }

  /**
   * The line that says all of a finding: its place, what is done about it, its rule, its object and
   * what is wrong.
   *
   * @param remark what is said behind it
   */
  void headline(Located located, String word, String remark) {
    Finding finding = located.finding();
    line(
        place(located.file(), located.line(), located.column())
            + ": "
            + word
            + " ["
            + finding.rule()
            + "] "
            + finding.object().describe()
            + ": "
            + Text.escape(finding.message())
            + remark);
  }

  /** What to write instead; nothing when that is not known. */
  public void remedy(Finding finding) {
    if (!finding.remediation().isEmpty()) {
      line("  " + palette().green("fix: ") + Text.escape(finding.remediation()));
    }
  }

  /**
   * The expression of a policy that decided a finding, on a line of its own, and where values are
   * shown those on which its outcome hangs; nothing when no expression did.
   */
  void grounds(Finding finding) {
    Grounds grounds = finding.grounds();
    if (grounds == null) {
      return;
    }
    Origin.Place at = grounds.place();
    String binding = grounds.binding();
    String parameters = grounds.parameters();
    line(
        "  policy: "
            + place(at.file(), at.line(), at.column())
            + (binding.isEmpty() ? "" : ", binding " + Text.escape(binding))
            + (parameters.isEmpty() ? "" : ", parameters " + Text.escape(parameters)));
    if (style.explained()) {
      for (Grounds.Step step : grounds.steps()) {
        line("    " + Text.escape(step.expression()) + " = " + Text.escape(step.value()));
      }
    }
  }

  /** An empty line. */
  public void blank() {
    out.append('\n');
  }

  /** A line that is to be copied, and never broken. */
  void whole(String text) {
    out.append(text).append('\n');
  }

  /** A line, on a terminal broken between words where it is too long. */
  public void line(String text) {
    if (style.width() == 0 || Cells.of(text) <= style.width()) {
      whole(text);
      return;
    }
    int indented = indentation(text) + INDENTED;
    int used = 0;
    int from = 0;
    while (from < text.length()) {
      int blank = text.indexOf(' ', Math.max(from, indentation(text)));
      int to = blank < 0 ? text.length() : blank;
      String word = text.substring(from, to);
      int cells = Cells.of(word);
      if (used > 0 && used + 1 + cells > style.width()) {
        out.append('\n').repeat(' ', indented);
        used = indented;
      } else if (used > 0) {
        out.append(' ');
        used++;
      }
      out.append(word);
      used += cells;
      from = to + 1;
    }
    out.append('\n');
  }

  private static int indentation(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  /** A place as editors and terminals follow it: {@code file.yaml:15:7}. */
  String place(String file, int line, int column) {
    return palette().bold(Text.escape(file)) + inFile(line, column);
  }

  /** A place within a file: {@code :15:7}; empty when it is not known. */
  static String inFile(int line, int column) {
    return line == 0 ? "" : column == 0 ? ":" + line : ":" + line + ':' + column;
  }

  private void source(String file, int line, int column) {
    if (line == 0) {
      return;
    }
    // One text at a time: what is said is in order of files.
    if (!file.equals(shownFile)) {
      shownFile = file;
      shown = report.text(file);
    }
    if (shown != null) {
      SourceLine.append(out, shown, line, column, style);
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
