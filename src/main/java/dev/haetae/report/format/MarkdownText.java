package dev.haetae.report.format;

import dev.haetae.resource.tree.Text;

/** Text made fit for a cell of a table in Markdown, as GitHub and GitLab read it. */
final class MarkdownText {
  private static final String SPECIAL = "\\`*_<>|~$";

  private MarkdownText() {}

  /** The text as prose in which nothing is markup, and nobody is called. */
  static String prose(String text) {
    String line = Text.escape(text);
    StringBuilder out = new StringBuilder(line.length() + 16);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '&') {
        out.append("&amp;");
      } else if ((c == '@' || c == '#') && i + 1 < line.length()) {
        // An element around it keeps it from the name behind it; copied, it is what it was.
        out.append("<span>").append(c).append("</span>");
      } else {
        out.append(SPECIAL.indexOf(c) >= 0 || begins(line, i) ? "\\" : "").append(c);
      }
    }
    return out.toString();
  }

  // A colon before a word begins an emoji, and before slashes a link; a bracket that closes before
  // one that opens is the middle of a link.
  private static boolean begins(String text, int i) {
    char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
    return switch (text.charAt(i)) {
      case ':' -> next != ' ' && !Character.isDigit(next);
      case ']' -> next == '(' || next == '[';
      default -> false;
    };
  }

  /** The text as code, in which only a bar must be escaped, for it would end the cell. */
  static String code(String text) {
    String line = Text.escape(text).replace("|", "\\|");
    if (line.isBlank()) {
      return "";
    }
    String fence = "`".repeat(longestRun(line) + 1);
    boolean apart = fence.length() > 1 || line.startsWith(" ") || line.endsWith(" ");
    String space = apart ? " " : "";
    return fence + space + line + space + fence;
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
