package dev.haetae.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The errors of operands of {@code &&} and {@code ||}: the API server's checker says of each
 * operand that it is no truth value, and where, the library's that there is no such operator.
 */
final class LogicErrors {
  private static final Pattern NO_OPERATOR =
      Pattern.compile("found no matching overload for '_(?:&&|\\|\\|)_' applied to '\\((.*)\\)'.*");

  private LogicErrors() {}

  /** The issues of an expression, those of operands each by its own. */
  static List<CelIssue> in(CelAbstractSyntaxTree parsed, List<CelIssue> issues) {
    List<CelIssue> all = new ArrayList<>();
    Map<Long, CelExpr> nodes = new HashMap<>();
    for (CelIssue issue : issues) {
      Matcher operator = NO_OPERATOR.matcher(issue.getMessage());
      if (!operator.matches()) {
        all.add(issue);
        continue;
      }
      if (nodes.isEmpty()) {
        collect(parsed.getExpr(), nodes);
      }
      CelExpr call = nodes.get(issue.getExprId());
      List<CelIssue> operands =
          call == null ? List.of() : operands(call, split(operator.group(1)), parsed.getSource());
      if (operands.isEmpty()) {
        all.add(issue);
      }
      all.addAll(operands);
    }
    return all;
  }

  private static void collect(CelExpr expr, Map<Long, CelExpr> nodes) {
    nodes.put(expr.id(), expr);
    LiteralChecks.forEachPart(expr, part -> collect(part, nodes));
  }

  private static List<CelIssue> operands(CelExpr call, List<String> types, CelSource source) {
    List<CelIssue> found = new ArrayList<>();
    List<CelExpr> operands = call.call().args();
    for (int i = 0; i < operands.size() && i < types.size(); i++) {
      String type = types.get(i);
      Integer offset = source.getPositionsMap().get(operands.get(i).id());
      if (!type.equals("bool") && !type.equals("dyn") && offset != null) {
        source
            .getOffsetLocation(offset)
            .map(place ->
                CelIssue.formatError(place, "expected type 'bool' but found '" + type + "'"))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  /** The types that are listed, each with its own brackets. */
  private static List<String> split(String listed) {
    List<String> types = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < listed.length(); i++) {
      char letter = listed.charAt(i);
      depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
      if (letter == ',' && depth == 0) {
        types.add(listed.substring(start, i));
        start = i + 2;
      }
    }
    types.add(listed.substring(start));
    return types;
  }
}
