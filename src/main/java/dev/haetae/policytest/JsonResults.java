package dev.haetae.policytest;

import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import java.util.List;

/**
 * Writes results for programs.
 *
 * <p>{@code {"suites":[{"name","cases":[{"name","file","line"?,"passed","differences":[…]}],
 * "expressions":[{"policy","path","expression","file","line","column","covered","true","false",
 * "value","error","undecided"}],"notes":[…],"errors":[…]}],"errors":[{"file","line","column",
 * "message"}],"summary":{"suites","cases","passed","failed","errors","expressions","covered"}}}
 */
public final class JsonResults {
  private JsonResults() {}

  /** The JSON, indented, with a line break at its end. */
  public static String write(TestResult result) {
    ArrayValue.Builder suites = new ArrayValue.Builder();
    result.suites().forEach(suite -> suites.add(suite(suite)));
    ObjectValue.Builder out = new ObjectValue.Builder(3);
    out.put("suites", suites.build());
    out.put("errors", errors(result.problems()));
    out.put("summary", summary(result));
    return JsonWriter.toIndentedText(out.build());
  }

  private static ObjectValue summary(TestResult result) {
    List<ExpressionCoverage> coverage = result.coverage();
    ObjectValue.Builder out = new ObjectValue.Builder(7);
    out.put("suites", result.suites().size());
    out.put("cases", result.cases());
    out.put("passed", result.cases() - result.failures());
    out.put("failed", result.failures());
    out.put("errors", result.allProblems().size());
    out.put("expressions", coverage.size());
    out.put("covered", coverage.stream().filter(ExpressionCoverage::isCovered).count());
    return out.build();
  }

  private static ObjectValue suite(SuiteResult suite) {
    ArrayValue.Builder cases = new ArrayValue.Builder();
    suite.cases().forEach(one -> cases.add(oneCase(one)));
    ArrayValue.Builder expressions = new ArrayValue.Builder();
    suite.coverage().forEach(one -> expressions.add(expression(one)));
    ObjectValue.Builder out = new ObjectValue.Builder(5);
    out.put("name", suite.name());
    out.put("cases", cases.build());
    out.put("expressions", expressions.build());
    out.put("notes", ArrayValue.ofTexts(suite.notes()));
    out.put("errors", errors(suite.problems()));
    return out.build();
  }

  private static ObjectValue oneCase(CaseResult one) {
    ObjectValue.Builder out = new ObjectValue.Builder(5);
    out.put("name", one.name());
    out.put("file", one.file());
    if (one.line() > 0) {
      out.put("line", one.line());
    }
    out.put("passed", one.passes());
    out.put("differences", ArrayValue.ofTexts(one.differences()));
    return out.build();
  }

  private static ObjectValue expression(ExpressionCoverage one) {
    ObjectValue.Builder out = new ObjectValue.Builder(12);
    out.put("policy", one.policy());
    out.put("path", one.path());
    out.put("expression", one.text());
    place(out, one.place().file(), one.place().line(), one.place().column());
    out.put("covered", one.isCovered());
    out.put("true", one.trues());
    out.put("false", one.falses());
    out.put("value", one.values());
    out.put("error", one.errors());
    out.put("undecided", one.unknowns());
    return out.build();
  }

  private static ArrayValue errors(List<Problem> problems) {
    ArrayValue.Builder errors = new ArrayValue.Builder();
    for (Problem problem : problems) {
      ObjectValue.Builder out = new ObjectValue.Builder(4);
      place(out, problem.file(), problem.line(), problem.column());
      out.put("message", problem.message());
      errors.add(out.build());
    }
    return errors.build();
  }

  private static void place(ObjectValue.Builder out, String file, int line, int column) {
    out.put("file", file);
    out.put("line", line);
    out.put("column", column);
  }
}
