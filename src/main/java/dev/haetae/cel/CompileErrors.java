package dev.haetae.cel;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.Source;
import dev.haetae.cel.Compilation.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API server's words for what is wrong with an expression, each fault with its line. */
final class CompileErrors {
  private static final int MOST = 100;
  private static final String CANDIDATES = " (candidates: ";
  private static final String RECURSION = "Expression recursion limit exceeded. limit: ";
  private static final String NO_PLACE = "ERROR: <input>:-1:0: ";
  private static final String SYNTAX = "Syntax error: ";

  /** How the parser begins what the API server calls an error of syntax. */
  private static final List<String> OF_SYNTAX =
      List.of("token recognition error", "mismatched input", "extraneous input", "missing ");

  private static final Pattern KEYWORD =
      Pattern.compile("no viable alternative at input '\\.(.+)'");

  private CompileErrors() {}

  /** The refusal of an expression for these faults. */
  static Refused refusal(List<CelIssue> issues, Source source) {
    List<CelIssue> sorted = new ArrayList<>(issues);
    sorted.sort(
        Comparator.comparingInt((CelIssue issue) -> issue.getSourceLocation().getLine())
            .thenComparingInt(issue -> issue.getSourceLocation().getColumn()));
    List<String> lines = new ArrayList<>();
    for (CelIssue issue : sorted.subList(0, Math.min(MOST, sorted.size()))) {
      lines.add(shown(issue, source));
    }
    if (sorted.size() > MOST) {
      lines.add(sorted.size() - MOST + " more errors were truncated");
    }
    CelSourceLocation place = sorted.getFirst().getSourceLocation();
    return new Refused(
        "compilation failed: " + String.join("\n", lines),
        Math.max(place.getLine(), 0),
        place.getColumn() + 1);
  }

  private static String shown(CelIssue issue, Source source) {
    String message = issue.getMessage();
    if (message.startsWith(RECURSION)) {
      return NO_PLACE
          + "expression recursion limit exceeded: "
          + message.substring(RECURSION.length());
    }
    return CelIssue.formatError(issue.getSourceLocation(), words(message)).toDisplayString(source);
  }

  private static String words(String message) {
    for (String start : OF_SYNTAX) {
      if (message.startsWith(start)) {
        return SYNTAX + message;
      }
    }
    Matcher keyword = KEYWORD.matcher(message);
    if (keyword.matches()) {
      return SYNTAX + "mismatched input '" + keyword.group(1) + "' expecting IDENTIFIER";
    }
    if (message.startsWith("no viable alternative")) {
      return SYNTAX + message;
    }
    if (message.startsWith("For input string")) {
      return "invalid int literal";
    }
    if (message.contains("exceeds range of unsigned long")) {
      return "invalid uint literal";
    }
    int candidates = message.indexOf(CANDIDATES);
    return types(candidates < 0 ? message : message.substring(0, candidates));
  }

  /** Names types as the checker of the API server does. */
  static String types(String message) {
    return message
        .replace("google.protobuf.Duration", "duration")
        .replace("google.protobuf.Timestamp", "timestamp");
  }
}
