package dev.haetae.resource.edit;

import dev.haetae.resource.tree.Position;
import java.util.List;

/**
 * A piece of a text that is to be replaced.
 *
 * @param start the offset of its first character, in UTF-16 units
 * @param end the offset behind its last character; {@code start} where something is inserted
 * @param replacement what is written in its place
 */
public record TextEdit(int start, int end, String replacement) {
  /** An edit that replaces no less than nothing. */
  public TextEdit {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("an edit from " + start + " to " + end);
    }
  }

  static TextEdit insert(int at, String text) {
    return new TextEdit(at, at, text);
  }

  static TextEdit delete(int start, int end) {
    return new TextEdit(start, end, "");
  }

  /** The line and column, in characters, at which it begins in {@code text}. */
  public Position startIn(String text) {
    return position(text, start);
  }

  /** The line and column, in characters, behind its last character in {@code text}. */
  public Position endIn(String text) {
    return position(text, end);
  }

  /** The line and column of an offset of {@code text}; a break belongs to the line that it ends. */
  static Position position(String text, int offset) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < offset; i++) {
      char c = text.charAt(i);
      boolean isFirstOfTwo = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !isFirstOfTwo)) {
        line++;
        start = i + 1;
      }
    }
    return new Position(line, 1 + text.codePointCount(start, offset));
  }

  /**
   * The text after all {@code edits}.
   *
   * @param edits of this text, in its order, none within another
   */
  public static String apply(String text, List<TextEdit> edits) {
    StringBuilder out = new StringBuilder(text.length() + 64);
    int at = 0;
    for (TextEdit edit : edits) {
      if (edit.start < at) {
        throw new IllegalArgumentException("edits overlap at " + edit.start);
      }
      out.append(text, at, edit.start).append(edit.replacement);
      at = edit.end;
    }
    return out.append(text, at, text.length()).toString();
  }
}
