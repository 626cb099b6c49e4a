package dev.haetae.report.text;

import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.report.SourceText;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Action;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a report for people: a line for each finding, the source under it, the remedy. */
public final class TextReport {
  private final StringBuilder out = new StringBuilder();
  private final Report report;
  private final Palette palette;
  private String shownFile = "";
  private @Nullable SourceText shown;

  private TextReport(Report report, Palette palette) {
    this.report = report;
    this.palette = palette;
  }

  /** The report's text, with a line break at its end. */
  public static String write(Report report, Palette palette) {
    return new TextReport(report, palette).write();
  }

  private String write() {
    for (Problem error : report.errors()) {
      place(error.file(), error.line(), error.column());
      out.append(palette.red("error"))
          .append(' ')
          .append(Text.escape(error.message()))
          .append('\n');
      source(error.file(), error.line(), error.column());
      out.append('\n');
    }
    for (Located located : report.findings()) {
      finding(located, word(located.finding().action()));
    }
    for (Located located : report.undecided()) {
      finding(located, palette.magenta("undecided"));
    }
    for (Located located : report.waived()) {
      finding(located, palette.dim("waived"));
    }
    for (Located located : report.repairs()) {
      finding(located, palette.green("repaired"));
    }
    summary();
    return out.toString();
  }

  private String word(Action action) {
    String word = action.word().toLowerCase(Locale.ROOT);
    return switch (action) {
      case DENY -> palette.red(word);
      case WARN -> palette.yellow(word);
      case AUDIT -> palette.dim(word);
    };
  }

  private void finding(Located located, String word) {
    Finding finding = located.finding();
    place(located.file(), located.line(), located.column());
    out.append(word).append(" [").append(finding.rule()).append("] ");
    out.append(finding.object().describe()).append(": ");
    out.append(Text.escape(finding.message())).append('\n');
    source(located.file(), located.line(), located.column());
    if (!finding.remediation().isEmpty()) {
      out.append("  ").append(palette.green("fix: "));
      out.append(Text.escape(finding.remediation())).append('\n');
    }
    out.append('\n');
  }

  private void place(String file, int line, int column) {
    out.append(palette.bold(Text.escape(file)));
    if (line > 0) {
      out.append(':').append(line);
      if (column > 0) {
        out.append(':').append(column);
      }
    }
    out.append(": ");
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
      SourceLine.append(out, shown, line, column, palette);
    }
  }

  private void summary() {
    out.append(counted(report.files(), "file")).append(", ");
    out.append(counted(report.objects(), "object")).append(": ");
    out.append(counted(report.count(Action.DENY), "denial")).append(", ");
    out.append(counted(report.count(Action.WARN), "warning"));
    append(report.count(Action.AUDIT), "for the audit");
    append(report.undecided().size(), "undecided");
    append(report.waived().size(), "waived");
    append(report.repairs().size(), "repaired at admission");
    if (!report.errors().isEmpty()) {
      out.append(", ").append(counted(report.errors().size(), "error"));
    }
    out.append('\n');
  }

  private void append(int count, String what) {
    if (count > 0) {
      out.append(", ").append(count).append(' ').append(what);
    }
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** The notes as lines, each escaped. */
  public static String notes(List<String> notes) {
    StringBuilder lines = new StringBuilder();
    for (String note : notes) {
      lines.append("note: ").append(Text.escape(note)).append('\n');
    }
    return lines.toString();
  }
}
