package dev.haetae.resource.list;

import dev.haetae.resource.list.CutList.Piece;
import dev.haetae.resource.tree.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a JSON object behind the commas between its items. It looks at quotes, brackets, commas and
 * colons only, and leaves it to the reader of the pieces to find that they are JSON.
 */
final class JsonCutter {
  private static final String KEY = "\"items\"";

  private final String text;
  private final List<Piece> pieces = new ArrayList<>();
  private int at;
  // The place of the last cut.
  private int cut;
  private int line = 1;
  private int column = 1;

  JsonCutter(String text) {
    this.text = text;
  }

  /**
   * The text cut into pieces; null when it is nothing for here.
   *
   * @param size the number of letters from which on a piece ends with its item
   */
  @Nullable CutList cut(int size) {
    if (YamlCutter.hasLoneReturn(text) || !toItems()) {
      return null;
    }
    int begin = at;
    advance();
    int firstLine = line;
    int firstColumn = column;
    while (true) {
      if (!value()) {
        return null;
      }
      if (is(']')) {
        break;
      }
      if (!is(',')) {
        return null;
      }
      boolean isFull = at - cut >= size;
      if (isFull) {
        add();
      }
      at++;
      if (isFull) {
        advance();
      }
    }
    add();
    int breaks = line - firstLine;
    String between = "\n".repeat(breaks) + " ".repeat(column - (breaks == 0 ? firstColumn : 1));
    return new CutList(text.substring(0, begin) + between + text.substring(at), pieces);
  }

  private void add() {
    pieces.add(new Piece(text, cut, at, new Position(line, column)));
    advance();
  }

  // Makes the place of the next piece, or of what follows the last one.
  private void advance() {
    for (int end = text.indexOf('\n', cut); end >= 0 && end < at; end = text.indexOf('\n', cut)) {
      line++;
      column = 1;
      cut = end + 1;
    }
    column += text.codePointCount(cut, at);
    cut = at;
  }

  // Goes to the letter behind the bracket that opens the items.
  private boolean toItems() {
    if (!is('{')) {
      return false;
    }
    at++;
    while (is('"')) {
      boolean isItems = text.startsWith(KEY, at);
      string();
      if (!is(':')) {
        return false;
      }
      at++;
      if (isItems && is('[')) {
        at++;
        return true;
      }
      if (!value() || !is(',')) {
        return false;
      }
      at++;
    }
    return false;
  }

  // Goes past blanks, and returns whether this letter follows.
  private boolean is(char letter) {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() && text.charAt(at) == letter;
  }

  private void string() {
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  // Goes to the comma or bracket behind a value; false at the end of the text.
  private boolean value() {
    int depth = 0;
    while (at < text.length()) {
      switch (text.charAt(at)) {
        case '"' -> string();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          if (depth == 0) {
            return true;
          }
          depth--;
          at++;
        }
        case ',' -> {
          if (depth == 0) {
            return true;
          }
          at++;
        }
        default -> at++;
      }
    }
    return false;
  }
}
