package dev.haetae.resource.edit;

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

  /**
   * The edits of {@code text} that do the same as several lists of them, each of the text that the
   * one before has left.
   */
  public static List<TextEdit> compose(String text, List<List<TextEdit>> rounds) {
    Pieces pieces = new Pieces(text);
    rounds.forEach(pieces::edit);
    return pieces.edits();
  }
}
