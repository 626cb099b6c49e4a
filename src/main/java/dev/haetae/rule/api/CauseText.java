package dev.haetae.rule.api;

import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.simulator.validation.field.Cause;

/**
 * A cause's message in its parts.
 *
 * @param what such as {@code Invalid value}
 * @param shown the value as the API server shows it; empty when it shows none
 * @param detail such as {@code must be greater than zero}; empty when there is none
 */
record CauseText(String what, String shown, String detail) {
  private static final String BETWEEN = ": ";
  private static final String EXAMPLE = " (e.g. ";

  static CauseText of(Cause cause) {
    String message = cause.message();
    int colon = message.indexOf(BETWEEN);
    if (colon < 0) {
      return new CauseText(message, "", "");
    }
    String what = message.substring(0, colon);
    String rest = message.substring(colon + BETWEEN.length());
    int end = shows(what) ? endOfValue(rest) : 0;
    String detail = end == 0 ? rest : rest.substring(end);
    return new CauseText(
        what,
        rest.substring(0, end),
        detail.startsWith(BETWEEN) ? detail.substring(BETWEEN.length()) : detail);
  }

  /** What the API server says, and what to write instead. */
  Sentence sentence(Path path) {
    Sentence sentence = Sentence.of("the API server refuses it: %s", Sentence.said(what));
    if (!shown.isEmpty()) {
      sentence.then(": %s", shown);
    }
    if (!detail.isEmpty()) {
      sentence.some(BETWEEN, "", 1, (_, _) -> told());
    }
    return sentence.instead(Remedies.of(this, path));
  }

  // What such a value may look like is the remedy's business.
  private String told() {
    int example = detail.indexOf(EXAMPLE);
    String told = example < 0 ? detail : detail.substring(0, example);
    return told.endsWith(",") ? told.substring(0, told.length() - 1) : told;
  }

  private static boolean shows(String what) {
    return !what.equals("Required value") && !what.equals("Forbidden") && !what.equals("Too long");
  }

  // The value is a text in quotes, JSON, or a word.
  private static int endOfValue(String rest) {
    if (rest.isEmpty()) {
      return 0;
    }
    char first = rest.charAt(0);
    if (first == '"') {
      return endOfText(rest, 0);
    }
    if (first == '{' || first == '[') {
      return endOfJson(rest);
    }
    int colon = rest.indexOf(BETWEEN);
    return colon < 0 ? rest.length() : colon;
  }

  private static int endOfText(String rest, int from) {
    for (int i = from + 1; i < rest.length(); i++) {
      if (rest.charAt(i) == '\\') {
        i++;
      } else if (rest.charAt(i) == '"') {
        return i + 1;
      }
    }
    return rest.length();
  }

  private static int endOfJson(String rest) {
    int depth = 0;
    int i = 0;
    while (i < rest.length()) {
      char c = rest.charAt(i);
      if (c == '"') {
        i = endOfText(rest, i);
        continue;
      }
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      i++;
      if (depth == 0) {
        return i;
      }
    }
    return rest.length();
  }
}
