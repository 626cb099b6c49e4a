package dev.haetae.report;

import dev.haetae.resource.tree.Position;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file and where its lines are. Looked through once for the lines; within a line,
 * places asked for in order are found from the one before. For one thread.
 */
public final class SourceText {
  private final String text;
  private int @Nullable [] starts;
  private int[] ends = {};
  private int lines;
  private int lastLine;
  private int lastColumn;
  private int lastOffset;

  public SourceText(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /** Returns whether there is a line of this 1-based number. */
  public boolean has(int line) {
    starts();
    return line > 0 && line <= lines;
  }

  /** The offset at which a line begins. */
  public int start(int line) {
    return starts()[line - 1];
  }

  /** The offset behind the last character of a line, its break left out. */
  public int end(int line) {
    starts();
    return ends[line - 1];
  }

  /** The offset of the 1-based {@code column} of a line, in code points; its end at most. */
  public int offset(int line, int column) {
    if (line != lastLine || column < lastColumn) {
      lastLine = line;
      lastColumn = 1;
      lastOffset = start(line);
    }
    int end = end(line);
    while (lastColumn < column && lastOffset < end) {
      lastOffset += Character.charCount(text.codePointAt(lastOffset));
      lastColumn++;
    }
    return lastOffset;
  }

  /** The line and column, in code points, of an offset; behind a line's last character its end. */
  public Position position(int offset) {
    int[] known = starts();
    int at = Arrays.binarySearch(known, 0, lines, offset);
    int line = at < 0 ? -at - 1 : at + 1;
    int start = known[line - 1];
    return new Position(line, 1 + text.codePointCount(start, Math.min(offset, text.length())));
  }

  private int[] starts() {
    int[] known = starts;
    if (known == null) {
      known = new int[64];
      ends = new int[64];
      int start = 0;
      while (start >= 0) {
        int end = breakFrom(start);
        if (lines == known.length) {
          known = Arrays.copyOf(known, 2 * lines);
          ends = Arrays.copyOf(ends, 2 * lines);
        }
        known[lines] = start;
        ends[lines++] = end;
        start = end == text.length() ? -1 : text.startsWith("\r\n", end) ? end + 2 : end + 1;
      }
      starts = known;
    }
    return known;
  }

  // A carriage return alone ends a line for the readers too.
  private int breakFrom(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }
}
