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

  /** What follows when a type is not known, of which the API server says no more. */
  private static final String FIELD_OF_UNKNOWN = "Message type resolution failure";

  private static final String RECURSION = "Expression recursion limit exceeded. limit: ";
  private static final String NO_PLACE = "ERROR: <input>:-1:0: ";
  private static final String SYNTAX = "Syntax error: ";

  /** How the parser begins what the API server calls an error of syntax. */
  private static final List<String> OF_SYNTAX =
      List.of("token recognition error", "mismatched input", "extraneous input", "missing ");

  private static final Pattern KEYWORD =
      Pattern.compile("no viable alternative at input '\\.(true|false|null)'");

  /** What the parser expects after an expression, where the API server's only sees the end. */
  private static final Pattern EXPECTED = Pattern.compile("(.*) expecting \\{'==',.*}");

  private static final List<String> ENDS = List.of("':'", "']'", "')'", "'}'");

  /** A type that is not known yet, as the library names it. */
  private static final Pattern TYPE_VARIABLE = Pattern.compile("%[A-Za-z]+[0-9]+");

  private CompileErrors() {}

  /** The refusal of an expression for these faults. */
  static Refused refusal(List<CelIssue> issues, Source source) {
    List<CelIssue> sorted = new ArrayList<>(issues);
    sorted.removeIf(issue -> issue.getMessage().startsWith(FIELD_OF_UNKNOWN) && issues.size() > 1);
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
        return SYNTAX + syntax(message);
      }
    }
    Matcher keyword = KEYWORD.matcher(message);
    if (keyword.matches()) {
      return SYNTAX + "mismatched input '" + keyword.group(1) + "' expecting IDENTIFIER";
    }
    if (message.startsWith("no viable alternative")) {
      return SYNTAX + message;
    }
    return types(other(message));
  }

  private static String syntax(String message) {
    if (message.startsWith("token recognition error")) {
      return message.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r");
    }
    Matcher expected = EXPECTED.matcher(message);
    if (!expected.matches()) {
      return message;
    }
    List<String> ends = ENDS.stream().filter(message::contains).toList();
    return ends.size() == 1 ? expected.group(1) + " expecting " + ends.getFirst() : message;
  }

  private static String other(String message) {
    if (message.startsWith("For input string")) {
      return "invalid int literal";
    }
    if (message.contains("exceeds range of unsigned long")) {
      return "invalid uint literal";
    }
    if (message.startsWith("The argument must be") || message.startsWith("Invalid unicode")) {
      String rest = message.startsWith("The ") ? message.substring("The ".length()) : message;
      return Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
    }
    if (message.startsWith("unsupported syntax '")) {
      return message.replace("unsupported syntax '", "unsupported syntax: '");
    }
    int candidates = message.indexOf(CANDIDATES);
    return TYPE_VARIABLE
        .matcher(candidates < 0 ? message : message.substring(0, candidates))
        .replaceAll("dyn");
  }

  /** Names types as the checker of the API server does. */
  static String types(String message) {
    return message
        .replace("google.protobuf.Duration", "duration")
        .replace("google.protobuf.Timestamp", "timestamp");
  }
}
