package dev.haetae.resource.edit;

import dev.haetae.resource.tree.Position;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The lines of a text, by offsets in it. */
final class Lines {
  private final String text;
  // The offset at which each line begins.
  private final int[] starts;

  Lines(String text) {
    this.text = text;
    IntStream.Builder found = IntStream.builder();
    found.add(0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
        found.add(i + 1);
      }
    }
    this.starts = found.build().toArray();
  }

  String text() {
    return text;
  }

  private int line(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found < 0 ? -found - 2 : found;
  }

  /** The offset at which the line of {@code offset} begins. */
  int start(int offset) {
    return starts[line(offset)];
  }

  /** The offset at which the line of {@code offset} ends, its break left out. */
  int end(int offset) {
    int next = next(offset);
    if (next == text.length() && column(next) > 0) {
      return next;
    }
    boolean isPair = next > 1 && text.startsWith("\r\n", next - 2);
    return next == 0 || line(next) == line(offset) ? next : next - (isPair ? 2 : 1);
  }

  /** The offset at which the next line begins; the end of the text when there is none. */
  int next(int offset) {
    int line = line(offset);
    return line + 1 < starts.length ? starts[line + 1] : text.length();
  }

  /** The line and column, in characters, of an offset. */
  Position position(int offset) {
    int line = line(offset);
    return new Position(line + 1, 1 + text.codePointCount(starts[line], offset));
  }

  /** The number of characters between the beginning of the line and {@code offset}. */
  int column(int offset) {
    return offset - start(offset);
  }

  /** Returns whether nothing but blanks stands before {@code offset} on its line. */
  boolean isFirst(int offset) {
    return isBlank(start(offset), offset);
  }

  /** Returns whether nothing but blanks and line breaks stands between two offsets. */
  boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the rest of the line holds nothing, or a comment alone. */
  boolean isOver(int offset) {
    int at = skipBlanks(offset);
    return at == text.length()
        || isBreak(at)
        || (text.charAt(at) == '#' && (at > offset || column(at) == 0));
  }

  /** Returns whether the rest of the line holds nothing at all. */
  boolean isBare(int offset) {
    int at = skipBlanks(offset);
    return at == text.length() || isBreak(at);
  }

  /** The offset of the first character from here on that is no space or tab. */
  int skipBlanks(int offset) {
    int at = offset;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  /** The blanks with which the line of {@code offset} begins. */
  String indentation(int offset) {
    int start = start(offset);
    return text.substring(start, skipBlanks(start));
  }

  /** The line break that the text uses first; {@code \n} when it uses none. */
  String lineBreak() {
    int end = end(0);
    return end == text.length() ? "\n" : text.substring(end, next(end));
  }

  boolean isBreak(int at) {
    return text.charAt(at) == '\n' || text.charAt(at) == '\r';
  }
}
