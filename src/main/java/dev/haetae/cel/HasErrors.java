package dev.haetae.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The errors of arguments of {@code has()}: the API server's parser says where the argument is, the
 * library's where the call is.
 */
final class HasErrors {
  private static final String MESSAGE = "invalid argument to has() macro";

  private HasErrors() {}

  /**
   * The issues of an expression, those of arguments at their places.
   *
   * @param parser parses the text of an argument
   */
  static List<CelIssue> in(
      String text, List<CelIssue> issues, Function<String, CelValidationResult> parser) {
    String[] lines = text.split("\n", -1);
    List<CelIssue> all = new ArrayList<>();
    for (CelIssue issue : issues) {
      CelSourceLocation place = issue.getSourceLocation();
      int line = place.getLine() - 1;
      boolean moved = issue.getMessage().equals(MESSAGE) && line >= 0 && line < lines.length;
      all.add(
          moved
              ? CelIssue.formatError(
                  place.getLine(), column(lines[line], place.getColumn(), parser), MESSAGE)
              : issue);
    }
    return all;
  }

  /** The column of the argument of the call whose bracket is at this one; that, when unclear. */
  private static int column(
      String line, int bracket, Function<String, CelValidationResult> parser) {
    int letters = line.codePointCount(0, line.length());
    if (bracket < 0 || bracket >= letters) {
      return bracket;
    }
    int start = line.offsetByCodePoints(0, bracket) + 1;
    int end = end(line, start);
    if (end < 0) {
      return bracket;
    }
    try {
      CelAbstractSyntaxTree argument = parser.apply(line.substring(start, end)).getAst();
      Integer offset = argument.getSource().getPositionsMap().get(argument.getExpr().id());
      return offset == null ? bracket : bracket + 1 + offset;
    } catch (CelValidationException _) {
      return bracket;
    }
  }

  /** Where the bracket that opened before here is closed; -1 when it is not. */
  private static int end(String line, int from) {
    int depth = 1;
    char quote = 0;
    for (int i = from; i < line.length(); i++) {
      char letter = line.charAt(i);
      if (quote != 0) {
        if (letter == '\\') {
          i++;
        } else if (letter == quote) {
          quote = 0;
        }
      } else if (letter == '\'' || letter == '"') {
        quote = letter;
      } else if ("([{".indexOf(letter) >= 0) {
        depth++;
      } else if (")]}".indexOf(letter) >= 0 && --depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
