package dev.haetae.report.format;

import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import dev.haetae.report.Region;
import dev.haetae.report.Report;
import dev.haetae.report.Sources;
import dev.haetae.report.text.TextReport;
import dev.haetae.report.text.TextStyle;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.Sha256;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Action;

/**
 * Writes a report as workflow commands of GitHub Actions: annotations in the diff, and the report
 * for people in a group of the log.
 *
 * <p>Of each level GitHub shows ten a step and drops the rest without a word: of more than ten,
 * nine are written and one that says how many there are besides.
 */
final class GithubReport {
  private static final int MOST = 10;

  private final Report report;
  private final TextStyle style;
  private final SourceRoot root;
  private final Sources sources;
  private final StringBuilder out = new StringBuilder();

  private GithubReport(Report report, Setting setting) {
    this.report = report;
    this.style = setting.style().inFile();
    this.root = setting.root();
    this.sources = new Sources(report);
  }

  /** The commands, with a line break at the end. */
  static String write(Report report, Setting setting) {
    return new GithubReport(report, setting).write();
  }

  private String write() {
    Level errors = new Level("error", report.errors().size() + report.count(Action.DENY));
    for (Problem error : report.errors()) {
      errors.add(error.file(), sources.region(error), "cannot be read", error.message());
    }
    Level warnings = new Level("warning", report.count(Action.WARN));
    Level notices = new Level("notice", report.count(Action.AUDIT) + report.undecided().size());
    for (Located located : report.findings()) {
      switch (located.finding().action()) {
        case DENY -> errors.add(located, "");
        case WARN -> warnings.add(located, "");
        case AUDIT -> notices.add(located, "");
      }
    }
    report.undecided().forEach(located -> notices.add(located, "undecided: "));
    errors.end();
    warnings.end();
    notices.end();
    group(TextReport.write(report, style));
    return out.toString();
  }

  // What looks like a command in a line of the report, such as a file's name, is none: nobody can
  // write the word that ends this, since it hangs on all that is written.
  private void group(String text) {
    String word = Sha256.hex(text);
    out.append("::group::haetae check\n::stop-commands::").append(word).append('\n');
    out.append(text);
    out.append("::").append(word).append("::\n::endgroup::\n");
  }

  /** The annotations of one level, of which so many will come. */
  private final class Level {
    private final String command;
    private final int all;
    private int written;

    Level(String command, int all) {
      this.command = command;
      this.all = all;
    }

    void add(Located located, String prefix) {
      Finding finding = located.finding();
      String fix = finding.remediation().isEmpty() ? "" : "; fix: " + finding.remediation();
      add(
          located.file(),
          sources.region(located),
          finding.rule(),
          prefix + finding.object().describe() + ": " + finding.message() + fix);
    }

    void add(String file, Region region, String title, String message) {
      if (all > MOST && written == MOST - 1) {
        return;
      }
      written++;
      out.append("::").append(command).append(" file=").append(property(root.path(file)));
      out.append(",line=").append(region.line()).append(",endLine=").append(region.line());
      out.append(",col=").append(region.column()).append(",endColumn=").append(region.endColumn());
      out.append(",title=").append(property(Text.escape(title)));
      out.append("::").append(data(Text.escape(message))).append('\n');
    }

    void end() {
      if (all > MOST) {
        out.append("::").append(command).append(" title=haetae::").append(all - written);
        out.append(" more of these: the step's summary and its log have them all\n");
      }
    }
  }

  // The escapes of the runner's own toolkit.
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
