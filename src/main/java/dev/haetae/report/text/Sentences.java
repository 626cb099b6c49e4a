package dev.haetae.report.text;

import java.util.LinkedHashSet;
import java.util.Set;

/** What is the same in sentences that differ in values and numbers only, and what differs. */
final class Sentences {
  private static final String VALUE = "#";
  private static final String LISTED = VALUE + ", ";

  private Sentences() {}

  /** The sentence with a mark in place of each quoted value and number, and of a list of such. */
  static String shape(String sentence) {
    StringBuilder out = new StringBuilder(sentence.length());
    int at = 0;
    while (at < sentence.length()) {
      char c = sentence.charAt(at);
      int end = c == '"' ? quoted(sentence, at) : isDigit(c) ? number(sentence, at) : at;
      if (end > at) {
        int listed = out.length() - LISTED.length();
        if (listed >= 0 && out.indexOf(LISTED, listed) == listed) {
          out.setLength(listed);
        }
        out.append(VALUE);
        at = end;
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  /** The values that a sentence quotes, with their quotes, in order. */
  static Set<String> values(String sentence) {
    Set<String> values = new LinkedHashSet<>();
    int at = sentence.indexOf('"');
    while (at >= 0) {
      int end = quoted(sentence, at);
      if (end > at) {
        values.add(sentence.substring(at, end));
      }
      at = sentence.indexOf('"', Math.max(end, at + 1));
    }
    return values;
  }

  // The offset behind the value; where it begins, when it has no end.
  private static int quoted(String sentence, int from) {
    return Math.max(from, sentence.indexOf('"', from + 1) + 1);
  }

  private static int number(String sentence, int from) {
    int at = from;
    while (at < sentence.length() && (isDigit(sentence.charAt(at)) || sentence.charAt(at) == '.')) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
