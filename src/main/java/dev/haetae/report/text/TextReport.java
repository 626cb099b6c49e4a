package dev.haetae.report.text;

import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a report for people: a line for each denial, the source under it, the remedy; in as much
 * detail as is asked for, what only warns, and what is undecided; at last one line that counts.
 */
public final class TextReport {
  // Of fewer, a look at the findings themselves says as much as a table.
  private static final int MANY = 5;

  private final Report report;
  private final TextStyle style;
  private final Lines lines;

  private TextReport(Report report, TextStyle style) {
    this.report = report;
    this.style = style;
    this.lines = new Lines(report, style);
  }

  /** The report's text, with a line break at its end. */
  public static String write(Report report, TextStyle style) {
    return new TextReport(report, style).write();
  }

  private String write() {
    for (Problem error : report.errors()) {
      lines.error(error);
    }
    switch (style.detail()) {
      case DENIALS -> findings(true);
      case GATHERED -> gathered();
      case FULL -> everything();
    }
    summary();
    return lines.toString();
  }

  private void findings(boolean deniedOnly) {
    for (Located located : report.findings()) {
      Action action = located.finding().action();
      if (!deniedOnly || action == Action.DENY) {
        lines.finding(located, word(action, style.palette()));
      }
    }
  }

  // What there is none of, and most checks have little, loads no class.
  private void gathered() {
    findings(true);
    List<Located> others = new ArrayList<>();
    for (Located located : report.findings()) {
      if (located.finding().action() != Action.DENY) {
        others.add(located);
      }
    }
    if (!others.isEmpty()) {
      new GatheredFindings(others).write(lines);
    }
    if (report.isUndecided()) {
      new UndecidedRules(report.undecided(), style.toSee()).write(lines);
    }
    if (total() >= MANY) {
      new RuleTable(report).write(lines);
    }
  }

  private int total() {
    return report.findings().size()
        + report.undecided().size()
        + report.waived().size()
        + report.repairs().size()
        + report.baselined().size();
  }

  private void everything() {
    Palette palette = style.palette();
    findings(false);
    report.undecided().forEach(one -> lines.finding(one, undecided(palette)));
    report.waived().forEach(one -> lines.finding(one, palette.dim("waived")));
    report.repairs().forEach(one -> lines.finding(one, palette.green("repaired")));
    report.baselined().forEach(one -> lines.finding(one, palette.dim("baselined")));
  }

  /** The word for what is done about a finding: {@code deny}, {@code warn}, {@code audit}. */
  static String word(Action action, Palette palette) {
    String word = action.word().toLowerCase(Locale.ROOT);
    return switch (action) {
      case DENY -> palette.red(word);
      case WARN -> palette.yellow(word);
      case AUDIT -> palette.dim(word);
    };
  }

  static String undecided(Palette palette) {
    return palette.magenta("undecided");
  }

  private void summary() {
    StringBuilder line = new StringBuilder();
    line.append(counted(report.files(), "file")).append(", ");
    line.append(counted(report.objects(), "object")).append(": ");
    line.append(counted(report.count(Action.DENY), "denial")).append(", ");
    line.append(counted(report.count(Action.WARN), "warning"));
    append(line, report.count(Action.AUDIT), "for the audit");
    append(line, report.undecided().size(), "undecided");
    append(line, report.waived().size(), "waived");
    append(line, report.repairs().size(), "repaired at admission");
    append(line, report.baselined().size(), "baselined");
    if (!report.errors().isEmpty()) {
      line.append(", ").append(counted(report.errors().size(), "error"));
    }
    lines.line(line.toString());
  }

  private static void append(StringBuilder line, int count, String what) {
    if (count > 0) {
      line.append(", ").append(count).append(' ').append(what);
    }
  }

  /** A number with its noun: {@code 1 denial}, {@code 2 denials}. */
  static String counted(int count, String noun) {
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
