package dev.haetae.report.format;

import dev.haetae.resource.tree.Text;

/** Text made fit for XML 1.0, which has no way to write some characters at all. */
public final class XmlText {
  private XmlText() {}

  /** The text for an attribute or for the content of an element: one line. */
  public static String escape(String text) {
    return escape(new StringBuilder(), Text.escape(text)).toString();
  }

  private static StringBuilder escape(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        default -> {
          if (isAllowed(text, i)) {
            out.append(c);
          } else {
            out.append(String.format("\\u%04x", (int) c));
          }
        }
      }
    }
    return out;
  }

  // Of control characters nothing is left; halves of a pair and U+FFFE and U+FFFF are.
  private static boolean isAllowed(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
    return c < 0xfffe;
  }
}
