package dev.haetae.policytest;

import dev.haetae.report.Report;
import dev.haetae.report.text.Palette;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.List;

/** Writes results for people: a line for each suite, all of what fails, a table of expressions. */
public final class TextResults {
  private final Palette palette;
  private final StringBuilder out = new StringBuilder();

  private TextResults(Palette palette) {
    this.palette = palette;
  }

  /** The text, with a line break at its end. */
  public static String write(TestResult result, Palette palette) {
    TextResults text = new TextResults(palette);
    text.problems("", result.problems());
    result.suites().forEach(text::suite);
    text.summary(result);
    return text.out.toString();
  }

  private void suite(SuiteResult suite) {
    long failures = suite.failures();
    int cases = suite.cases().size();
    line("", palette.bold(Text.escape(suite.name())) + ": " + ended(cases, failures));
    suite.notes().forEach(note -> line("  ", palette.dim("note: " + Text.escape(note))));
    problems("  ", suite.problems());
    suite.cases().stream().filter(one -> !one.passes()).forEach(this::failure);
    coverage(suite.coverage());
  }

  private String ended(int cases, long failures) {
    if (failures > 0) {
      return palette.red(
          failures + " of " + count(cases, "case") + (failures == 1 ? " fails" : " fail"));
    }
    return cases == 0
        ? palette.yellow("no case was run")
        : palette.green(count(cases, "case") + (cases == 1 ? " passes" : " pass"));
  }

  private void failure(CaseResult one) {
    String place = one.file() + (one.line() > 0 ? ":" + one.line() : "");
    String name = one.file().endsWith(one.name()) ? "" : " " + one.name();
    line("  ", palette.red("fails") + " " + Text.escape(place + name));
    one.differences().forEach(difference -> line("    ", Text.escape(difference)));
    if (!one.told().isEmpty()) {
      line("    ", palette.dim("what was said:"));
      one.told().lines().forEach(said -> line("      ", palette.dim(Text.escape(said))));
    }
  }

  // What an API server says of an expression shows its lines, with a caret below.
  private void problems(String indent, List<Problem> problems) {
    for (Problem problem : problems.stream().sorted(Report.BY_PLACE).toList()) {
      String place = place(problem.file(), problem.line(), problem.column());
      String said = Text.escape(place) + ": " + palette.red("error") + " ";
      for (String part : problem.message().split("\n", -1)) {
        line(indent, said + Text.escape(part));
        said = "    ";
      }
    }
  }

  private void coverage(List<ExpressionCoverage> coverage) {
    int wide = 0;
    int seen = 0;
    for (ExpressionCoverage one : coverage) {
      wide = Math.max(wide, place(one).length());
      seen = Math.max(seen, outcomes(one).length());
    }
    for (ExpressionCoverage one : coverage) {
      String place = place(one);
      String outcomes = outcomes(one);
      String shown = one.isCovered() ? outcomes : palette.yellow(outcomes);
      line(
          "  ",
          Text.escape(place)
              + " ".repeat(wide - place.length() + 2)
              + shown
              + " ".repeat(seen - outcomes.length() + 2)
              + palette.dim(Text.escape(one.path())));
    }
  }

  private static String place(ExpressionCoverage one) {
    return place(one.place().file(), one.place().line(), one.place().column());
  }

  private static String place(String file, int line, int column) {
    return file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "");
  }

  private static String outcomes(ExpressionCoverage one) {
    if (one.isNever()) {
      return "never";
    }
    List<String> outcomes = new ArrayList<>();
    if (one.isCondition() || one.trues() + one.falses() > 0) {
      outcomes.add("true " + one.trues());
      outcomes.add("false " + one.falses());
    }
    add(outcomes, "value ", one.values());
    add(outcomes, "error ", one.errors());
    add(outcomes, "undecided ", one.unknowns());
    return String.join(", ", outcomes);
  }

  private static void add(List<String> outcomes, String word, int count) {
    if (count > 0) {
      outcomes.add(word + count);
    }
  }

  private void summary(TestResult result) {
    List<ExpressionCoverage> coverage = result.coverage();
    out.append(
        palette.bold(
                count(result.cases(), "case") + " in " + count(result.suites().size(), "suite"))
            + ": "
            + (result.cases() - result.failures())
            + " passed, "
            + result.failures()
            + " failed");
    int problems = result.allProblems().size();
    if (problems > 0) {
      out.append(", ").append(count(problems, "error"));
    }
    if (!coverage.isEmpty()) {
      out.append("; ")
          .append(coverage.stream().filter(ExpressionCoverage::isCovered).count())
          .append(" of ")
          .append(count(coverage.size(), "expression"))
          .append(" covered");
    }
    out.append('\n');
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private void line(String indent, String text) {
    out.append(indent).append(text).append('\n');
  }
}
