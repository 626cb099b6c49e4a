package dev.haetae.lsp;

import dev.haetae.report.SourceText;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;

/**
 * The text of a document, and its places as a client counts them: lines from 0, characters from 0
 * in units of its encoding. For one thread.
 */
final class DocumentText {
  private final String text;
  private final PositionEncoding encoding;
  private final SourceText lines;

  DocumentText(String text, PositionEncoding encoding) {
    this.text = text;
    this.encoding = encoding;
    this.lines = new SourceText(text);
  }

  String text() {
    return text;
  }

  /**
   * The offset of a place: a line's end when it has fewer characters, the text's when it has fewer
   * lines.
   *
   * @param position {@code line} and {@code character}
   */
  int offset(Value position) {
    ObjectValue place = position instanceof ObjectValue object ? object : ObjectValue.EMPTY;
    long line = number(place.get("line"));
    long character = number(place.get("character"));
    if (line >= text.length() + 1L || !lines.has((int) line + 1)) {
      return text.length();
    }
    int at = lines.start((int) line + 1);
    int end = lines.end((int) line + 1);
    for (long units = 0; at < end; ) {
      int codePoint = text.codePointAt(at);
      units += encoding.units(codePoint);
      if (units > character) {
        break;
      }
      at += Character.charCount(codePoint);
    }
    return at;
  }

  private static long number(Value value) {
    return value instanceof NumberValue number && number.isInteger()
        ? Math.max(0, number.integer())
        : 0;
  }

  /** The offset of a place of ours: line and column from 1, in code points; 0 when not known. */
  int offset(int line, int column) {
    return lines.has(line) ? lines.offset(line, Math.max(1, column)) : 0;
  }

  /** The offset behind the last character of the line in which {@code offset} lies. */
  int endOfLine(int offset) {
    return lines.end(lineOf(offset));
  }

  /** The offset at which the line begins in which {@code offset} lies. */
  int startOfLine(int offset) {
    return lines.start(lineOf(offset));
  }

  /** The text with what stands between two offsets replaced. */
  DocumentText with(int start, int end, String replacement) {
    StringBuilder changed = new StringBuilder(text.length() + replacement.length());
    changed
        .append(text, 0, start)
        .append(replacement)
        .append(text, Math.max(start, end), text.length());
    return new DocumentText(changed.toString(), encoding);
  }

  /** A range between two offsets, as the protocol writes it. */
  ObjectValue range(int start, int end) {
    ObjectValue.Builder range = new ObjectValue.Builder(2);
    range.put("start", position(start));
    range.put("end", position(end));
    return range.build();
  }

  private ObjectValue position(int offset) {
    int line = lineOf(offset);
    long units = 0;
    for (int at = lines.start(line); at < offset; ) {
      int codePoint = text.codePointAt(at);
      units += encoding.units(codePoint);
      at += Character.charCount(codePoint);
    }
    ObjectValue.Builder position = new ObjectValue.Builder(2);
    position.put("line", line - 1L);
    position.put("character", units);
    return position.build();
  }

  /** The 1-based line that an offset lies in; its break belongs to it. */
  int lineOf(int offset) {
    int low = 1;
    int high = 1;
    while (lines.has(high * 2)) {
      high *= 2;
    }
    high *= 2;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (lines.has(middle) && lines.start(middle) <= offset) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
