package dev.haetae.resource.list;

import dev.haetae.resource.list.CutList.Piece;
import dev.haetae.resource.tree.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a YAML document whose items stand below each other on the lines behind {@code items:}. An
 * item begins on each line that is indented like the first one and begins with a dash.
 */
final class YamlCutter {
  // Line breaks to SnakeYAML that are none here; and a mark that is no part of the text.
  private static final String UNCOMMON = "\u0085\u2028\u2029\ufeff";
  private static final String KEY = CutList.ITEMS + ":";

  private final String text;
  private final List<Piece> pieces = new ArrayList<>();
  private final int key;
  private final Position items;

  /**
   * A cutter.
   *
   * @param firstLine the 1-based line of the file at which the text begins
   */
  YamlCutter(String text, int firstLine) {
    this.text = text;
    this.key = text.startsWith(KEY) ? 0 : text.indexOf("\n" + KEY) + 1;
    this.items = new Position(firstLine + breaks(), 1);
  }

  private int breaks() {
    int breaks = 0;
    for (int at = text.indexOf('\n'); at >= 0 && at < key; at = text.indexOf('\n', at + 1)) {
      breaks++;
    }
    return breaks;
  }

  /** The place where the key of the items seems to be. */
  Position items() {
    return items;
  }

  /**
   * The text cut into pieces; null when it is nothing for here.
   *
   * @param size the number of letters from which on a piece ends with its item
   */
  @Nullable CutList cut(int size) {
    int begin = behind(key);
    if (!text.startsWith(KEY, key)
        || !text.substring(key + KEY.length(), begin).isBlank()
        || UNCOMMON.chars().anyMatch(c -> text.indexOf(c) >= 0)
        || hasLoneReturn(text)) {
      return null;
    }
    int line = items.line() + 1;
    int start = begin;
    int startLine = line;
    int dashes = -1;
    int at = begin;
    for (; at < text.length(); at = behind(at), line++) {
      int letter = letter(at);
      if (isNothing(letter)) {
        continue;
      }
      int column = letter - at;
      boolean isItem = isDash(letter);
      if (dashes < 0) {
        if (!isItem) {
          return null;
        }
        dashes = column;
      } else if (column < dashes || (column == dashes && !isItem)) {
        if (column > 0) {
          return null;
        }
        break;
      } else if (column == dashes && at - start >= size) {
        pieces.add(new Piece(text, start, at, new Position(startLine, 1)));
        start = at;
        startLine = line;
      }
    }
    pieces.add(new Piece(text, start, at, new Position(startLine, 1)));
    String between = "\n".repeat(line - items.line() - 1);
    return new CutList(text.substring(0, begin) + between + text.substring(at), pieces);
  }

  /** Returns whether there is a carriage return that is no part of a line break. */
  static boolean hasLoneReturn(String text) {
    for (int at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
      if (!text.startsWith("\n", at + 1)) {
        return true;
      }
    }
    return false;
  }

  private int behind(int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end + 1;
  }

  private int letter(int at) {
    int letter = at;
    while (letter < text.length() && text.charAt(letter) == ' ') {
      letter++;
    }
    return letter;
  }

  private boolean isNothing(int letter) {
    return letter == text.length() || "\r\n#".indexOf(text.charAt(letter)) >= 0;
  }

  private boolean isDash(int letter) {
    return text.charAt(letter) == '-'
        && (letter + 1 == text.length() || " \r\n".indexOf(text.charAt(letter + 1)) >= 0);
  }
}
