package dev.haetae.report.format;

import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import java.util.ArrayList;
import java.util.List;

/** A test case that is being made: what was found of one object by one policy. */
final class JunitCase {
  private final String className;
  private final String name;
  private final List<Said> failures = new ArrayList<>(0);
  private final List<Said> errors = new ArrayList<>(0);
  private final List<Said> skipped = new ArrayList<>(0);
  private final List<Said> output = new ArrayList<>(0);

  /** How a case ended; what is graver wins. */
  enum Verdict {
    PASSED,
    SKIPPED,
    IN_ERROR,
    FAILED
  }

  /**
   * A finding in words.
   *
   * @param type the reason
   * @param message without a place
   * @param text the same with its place and what to write instead
   */
  private record Said(String type, String message, String text) {}

  JunitCase(String className, String name) {
    this.className = className;
    this.name = name;
  }

  void failure(Located located, String word) {
    failures.add(said(located, word));
  }

  void error(Located located, String word) {
    errors.add(said(located, word));
  }

  void error(String type, String message, String text) {
    errors.add(new Said(type, message, text));
  }

  void skipped(Located located, String word) {
    skipped.add(said(located, word));
  }

  void output(Located located, String word) {
    output.add(said(located, word));
  }

  Verdict verdict() {
    if (!failures.isEmpty()) {
      return Verdict.FAILED;
    }
    if (!errors.isEmpty()) {
      return Verdict.IN_ERROR;
    }
    return skipped.isEmpty() ? Verdict.PASSED : Verdict.SKIPPED;
  }

  /** Returns whether it passes and nothing is said of it. */
  boolean isSilent() {
    return verdict() == Verdict.PASSED && output.isEmpty();
  }

  private static Said said(Located located, String word) {
    Finding finding = located.finding();
    String text =
        place(located.file(), located.line(), located.column())
            + word
            + " ["
            + finding.rule()
            + "] "
            + finding.message();
    return new Said(
        finding.reason(),
        word + ": " + finding.message(),
        finding.remediation().isEmpty() ? text : text + "; fix: " + finding.remediation());
  }

  static String place(String file, int line, int column) {
    return file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "") + ": ";
  }

  void append(StringBuilder out) {
    out.append("<testcase classname=\"").append(XmlText.escape(className));
    out.append("\" name=\"").append(XmlText.escape(name)).append('"');
    if (isSilent()) {
      out.append("/>\n");
      return;
    }
    out.append(">\n");
    List<Said> rest = new ArrayList<>();
    switch (verdict()) {
      case FAILED -> {
        element(out, "failure", failures);
        rest.addAll(errors);
        rest.addAll(skipped);
      }
      case IN_ERROR -> {
        element(out, "error", errors);
        rest.addAll(skipped);
      }
      case SKIPPED -> element(out, "skipped", skipped);
      case PASSED -> {}
    }
    rest.addAll(output);
    if (!rest.isEmpty()) {
      out.append("<system-out>");
      lines(out, rest);
      out.append("</system-out>\n");
    }
    out.append("</testcase>\n");
  }

  // One element: readers take the first, and show what stands in it.
  private static void element(StringBuilder out, String element, List<Said> all) {
    Said first = all.getFirst();
    String more = all.size() == 1 ? "" : " (and " + (all.size() - 1) + " more)";
    out.append('<').append(element).append(" type=\"").append(XmlText.escape(first.type()));
    out.append("\" message=\"").append(XmlText.escape(first.message() + more)).append("\">");
    lines(out, all);
    out.append("</").append(element).append(">\n");
  }

  private static void lines(StringBuilder out, List<Said> all) {
    for (int i = 0; i < all.size(); i++) {
      out.append(i == 0 ? "" : "\n").append(XmlText.escape(all.get(i).text()));
    }
  }
}
