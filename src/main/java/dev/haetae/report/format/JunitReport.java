package dev.haetae.report.format;

import dev.haetae.engine.Finding;
import dev.haetae.policy.Policy;
import dev.haetae.report.JudgedObject;
import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.report.WrittenObject;
import dev.haetae.resource.Problem;
import dev.haetae.rule.Action;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a report as JUnit's XML: a test case for each object and policy, what passes too, since
 * otherwise nothing would ever be seen to be mended.
 *
 * <p>A denial is a failure, something undecided that the failure policy denies an error, and what
 * else is undecided, waived or known to a baseline skips the case; advice stands in the output of a
 * case that passes. An input that cannot be read is a case with an error.
 */
final class JunitReport {
  /** Cases that pass beyond these are counted only: GitLab reads no file above 30 MB. */
  static final int MOST_PASSES = 100_000;

  private static final String PREFIX = "haetae.";

  private final Report report;
  private final Map<Key, JunitCase> cases = new LinkedHashMap<>();
  private final Map<String, Integer> names = new HashMap<>();
  private final StringBuilder out = new StringBuilder();
  private int passesLeftOut;

  /** An object and a policy. */
  private record Key(WrittenObject written, String described, String policy) {}

  private JunitReport(Report report) {
    this.report = report;
  }

  /** The XML, with a line break at its end. */
  static String write(Report report) {
    return new JunitReport(report).write();
  }

  private String write() {
    for (JudgedObject object : report.judged()) {
      for (Policy policy : object.policies()) {
        add(
            new Key(object.written(), object.described(), policy.name()),
            object.file(),
            policy.info().id());
      }
    }
    for (Located located : report.findings()) {
      JunitCase one = caseOf(located);
      if (located.finding().action() == Action.DENY) {
        one.failure(located, "denied");
      } else {
        one.output(located, located.finding().action() == Action.WARN ? "warning" : "audit");
      }
    }
    for (Located located : report.undecided()) {
      JunitCase one = caseOf(located);
      if (located.finding().action() == Action.DENY) {
        one.error(located, "undecided");
      } else {
        one.skipped(located, "undecided");
      }
    }
    report.waived().forEach(located -> caseOf(located).skipped(located, "waived"));
    report.baselined().forEach(located -> caseOf(located).skipped(located, "in the baseline"));
    return written();
  }

  private JunitCase caseOf(Located located) {
    Finding finding = located.finding();
    return add(
        new Key(WrittenObject.of(finding.object()), finding.object().describe(), finding.policy()),
        located.file(),
        finding.rule());
  }

  private JunitCase add(Key key, String file, String rule) {
    return cases.computeIfAbsent(
        key,
        _ -> {
          String className =
              PREFIX + (key.policy().equals(rule) ? rule : rule + '.' + key.policy());
          return new JunitCase(className, unique(className, key.described(), file));
        });
  }

  // The first of equal names would hide the others.
  private String unique(String className, String described, String file) {
    String name = described + " (" + file + ")";
    int number = names.merge(className + '\n' + name, 1, Integer::sum);
    return number == 1 ? name : name + " #" + number;
  }

  private String written() {
    int failures = 0;
    int errors = report.errors().size();
    int skipped = 0;
    int passes = 0;
    StringBuilder body = new StringBuilder();
    for (JunitCase one : cases.values()) {
      switch (one.verdict()) {
        case FAILED -> failures++;
        case IN_ERROR -> errors++;
        case SKIPPED -> skipped++;
        case PASSED -> passes++;
      }
      if (one.isSilent() && passes > MOST_PASSES) {
        passesLeftOut++;
      } else {
        one.append(body);
      }
    }
    report.errors().forEach(error -> append(error, body));
    int tests = cases.size() - passesLeftOut + report.errors().size();
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"haetae\"");
    counts(tests, failures, errors);
    out.append(">\n<testsuite name=\"haetae\"");
    counts(tests, failures, errors);
    out.append(" skipped=\"").append(skipped).append("\">\n").append(body);
    if (passesLeftOut > 0) {
      out.append("<system-out>")
          .append(passesLeftOut)
          .append(" more cases pass and are not listed</system-out>\n");
    }
    return out.append("</testsuite>\n</testsuites>\n").toString();
  }

  private void counts(int tests, int failures, int errors) {
    out.append(" tests=\"").append(tests);
    out.append("\" failures=\"").append(failures);
    out.append("\" errors=\"").append(errors).append('"');
  }

  private void append(Problem error, StringBuilder body) {
    String className = PREFIX + "input";
    JunitCase one = new JunitCase(className, unique(className, "readable", error.file()));
    one.error(
        "Unreadable",
        error.message(),
        JunitCase.place(error.file(), error.line(), error.column()) + error.message());
    one.append(body);
  }
}
