package dev.haetae.policytest;

import dev.haetae.report.format.XmlText;
import dev.haetae.resource.Problem;
import java.util.List;

/**
 * Writes results as JUnit's XML: a suite for each suite, a case for each case. What could not be
 * read is a case with an error; how often each expression came to which outcome are properties of
 * the suite, named for its place.
 */
public final class JunitResults {
  private final StringBuilder out = new StringBuilder();

  private JunitResults() {}

  /** The XML, with a line break at its end. */
  public static String write(TestResult result) {
    JunitResults xml = new JunitResults();
    xml.out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"haetae test\"");
    xml.counts(
        result.cases() + result.allProblems().size(),
        result.failures(),
        result.allProblems().size());
    if (!result.problems().isEmpty()) {
      xml.suite(SuiteResult.unreadable("input", result.problems()));
    }
    result.suites().forEach(xml::suite);
    return xml.out.append("</testsuites>\n").toString();
  }

  private void suite(SuiteResult suite) {
    out.append("<testsuite name=\"").append(XmlText.escape(suite.name())).append('"');
    int problems = suite.problems().size();
    counts(suite.cases().size() + problems, suite.failures(), problems);
    properties(suite.coverage());
    suite.cases().forEach(one -> add(suite.name(), one));
    suite.problems().forEach(problem -> add(suite.name(), problem));
    out.append("</testsuite>\n");
  }

  private void counts(int tests, long failures, int errors) {
    out.append(" tests=\"").append(tests);
    out.append("\" failures=\"").append(failures);
    out.append("\" errors=\"").append(errors).append("\">\n");
  }

  private void properties(List<ExpressionCoverage> coverage) {
    if (coverage.isEmpty()) {
      return;
    }
    out.append("<properties>\n");
    for (ExpressionCoverage one : coverage) {
      out.append("<property name=\"");
      out.append(
          XmlText.escape(place(one.place().file(), one.place().line(), one.place().column())));
      out.append(" ").append(XmlText.escape(one.path())).append("\" value=\"");
      out.append("true ").append(one.trues()).append(", false ").append(one.falses());
      out.append(", value ").append(one.values()).append(", error ").append(one.errors());
      out.append(", undecided ").append(one.unknowns()).append("\"/>\n");
    }
    out.append("</properties>\n");
  }

  private void add(String suite, CaseResult one) {
    begin(suite, one.name(), one.file());
    if (one.passes()) {
      out.append("/>\n");
      return;
    }
    out.append(">\n<failure message=\"");
    out.append(XmlText.escape(String.join("; ", one.differences()))).append("\">");
    one.differences().forEach(this::line);
    one.told().lines().forEach(this::line);
    out.append("</failure>\n</testcase>\n");
  }

  private void add(String suite, Problem problem) {
    begin(suite, "readable: " + problem.file(), problem.file());
    String place = place(problem.file(), problem.line(), problem.column());
    out.append(">\n<error message=\"").append(XmlText.escape(problem.message())).append("\">");
    line(place + ": " + problem.message());
    out.append("</error>\n</testcase>\n");
  }

  private void begin(String suite, String name, String file) {
    out.append("<testcase classname=\"").append(XmlText.escape(suite));
    out.append("\" name=\"").append(XmlText.escape(name));
    out.append("\" file=\"").append(XmlText.escape(file)).append('"');
  }

  private void line(String text) {
    out.append(XmlText.escape(text)).append('\n');
  }

  private static String place(String file, int line, int column) {
    return file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "");
  }
}
