package dev.haetae.resource.edit;

import dev.haetae.resource.text.MarkedNode;
import dev.haetae.resource.text.MarkedNode.Entry;
import dev.haetae.resource.text.MarkedNode.Kind;
import dev.haetae.resource.text.MarkedNode.Style;
import dev.haetae.resource.tree.Value;
import java.util.List;

/** The edits of mappings and lists that are written in lines, without brackets. */
final class BlockEdits {
  private static final String SHARED =
      "something else stands on the line, which an edit would take along";
  private static final String COMMENT = "a comment stands there, which an edit would take away";

  private final Lines lines;
  private final WritingStyle style;
  private final ValueText values;

  BlockEdits(Lines lines, WritingStyle style) {
    this.lines = lines;
    this.style = style;
    this.values = new ValueText(style);
  }

  /** Adds a key behind the others of its mapping, or an element to its list. */
  List<TextEdit> add(Place place, Value value) throws RefusedEditException {
    MarkedNode parent = place.parent();
    if (place.isMapping()) {
      int column = lines.column(parent.entries().getFirst().key().start());
      return after(
          parent.entries().getLast().value(), values.entry(place.step().key(), value, column));
    }
    requirePlainDashes(parent);
    List<String> element = values.element(value, lines.column(parent.start()));
    if (place.index() > 0) {
      return after(parent.elements().get(place.index() - 1), element);
    }
    requireFirst(parent.start());
    return List.of(
        TextEdit.insert(lines.start(parent.start()), joined(element) + style.lineBreak()));
  }

  /** Puts a value in the place of another. */
  List<TextEdit> replace(Place place, Value value) throws RefusedEditException {
    return place.isMapping() ? replaceUnderKey(place, value) : replaceElement(place, value);
  }

  /** Takes a key or an element away that is not the only one. */
  List<TextEdit> remove(Place place) throws RefusedEditException {
    MarkedNode value = place.value();
    int start = place.isMapping() ? place.entry().key().start() : dash(place);
    int end = contentEnd(value);
    MarkedNode key = place.isMapping() ? place.entry().key() : value;
    Comments comments = new Comments(lines, key, value);
    if (lines.isFirst(start)) {
      requireNone(comments, start, lines.end(end));
      requireBare(end);
      int from = lines.start(start);
      int to = Math.max(lines.next(end), value.style() == Style.BLOCK ? value.end() : 0);
      boolean isLast = to == lines.text().length() && lines.column(to) > 0;
      return List.of(TextEdit.delete(isLast && from > 0 ? lines.end(from - 1) : from, to));
    }
    if (!place.isMapping() || place.index() > 0) {
      throw new RefusedEditException(SHARED, start);
    }
    // The next key takes the place beside the dash.
    int next = place.parent().entries().get(1).key().start();
    requireNone(comments, start, next);
    requireFirst(next);
    return List.of(TextEdit.delete(start, next));
  }

  private List<TextEdit> after(MarkedNode last, List<String> added) throws RefusedEditException {
    MarkedNode leaf = leaf(last);
    int end = contentEnd(leaf);
    if (leaf.style() == Style.BLOCK && keepsBreaks(leaf)) {
      end = leaf.end();
      if (lines.column(end) == 0) {
        return List.of(TextEdit.insert(end, joined(added) + style.lineBreak()));
      }
    }
    requireOver(end);
    return List.of(TextEdit.insert(lines.end(end), style.lineBreak() + joined(added)));
  }

  private List<TextEdit> replaceUnderKey(Place place, Value value) throws RefusedEditException {
    Entry entry = place.entry();
    MarkedNode old = entry.value();
    int behind = behindColon(entry);
    int column = lines.column(entry.key().start());
    int end = contentEnd(old);
    Comments comments = new Comments(lines, old);
    if (old.isBlockCollection()) {
      int from = lines.end(behind);
      requireOver(behind);
      requireNone(comments, from, lines.end(end));
      requireBare(end);
      if (ValueText.isLong(value)) {
        return List.of(new TextEdit(from, end, broken(values.nested(value, column))));
      }
      String inline = ' ' + values.inline(value);
      return from == behind
          ? List.of(new TextEdit(from, end, inline))
          : List.of(TextEdit.insert(behind, inline), TextEdit.delete(from, end));
    }
    if (old.style() == Style.BLOCK) {
      requireNone(comments, behind, lines.end(old.start()));
    }
    if (!ValueText.isLong(value)) {
      return List.of(
          old.end() > old.start()
              ? new TextEdit(old.start(), end, values.inline(value))
              : TextEdit.insert(behind, ' ' + values.inline(value)));
    }
    requireOver(end);
    requireNone(comments, behind, end);
    String nested = broken(values.nested(value, column));
    int lineEnd = lines.end(end);
    return end == lineEnd
        ? List.of(new TextEdit(behind, end, nested))
        : List.of(TextEdit.delete(behind, end), TextEdit.insert(lineEnd, nested));
  }

  private List<TextEdit> replaceElement(Place place, Value value) throws RefusedEditException {
    MarkedNode old = place.value();
    int end = contentEnd(old);
    boolean isEmpty = old.end() == old.start();
    boolean isLines = old.isBlockCollection() || old.style() == Style.BLOCK;
    if (isLines) {
      requireNone(new Comments(lines, old), old.start(), lines.end(end));
      requireBare(end);
    }
    String gap = isEmpty ? " " : "";
    if (!ValueText.isLong(value) || !lines.isBare(end)) {
      return List.of(new TextEdit(old.start(), end, gap + values.inline(value)));
    }
    requireNone(new Comments(lines, old), old.start(), end);
    int column = lines.column(old.start()) + gap.length();
    String written = joined(values.collection(value, column)).stripLeading();
    return List.of(new TextEdit(old.start(), end, gap + written));
  }

  private String joined(List<String> all) {
    return String.join(style.lineBreak(), all);
  }

  private String broken(List<String> all) {
    return style.lineBreak() + joined(all);
  }

  // Where the lines of a collection end: with the last word that is written in it.
  private static MarkedNode leaf(MarkedNode node) {
    MarkedNode at = node;
    while (at.isBlockCollection() && at.size() > 0) {
      at = at.kind() == Kind.MAPPING ? at.entries().getLast().value() : at.elements().getLast();
    }
    return at;
  }

  private int contentEnd(MarkedNode node) {
    MarkedNode leaf = leaf(node);
    int end = leaf.end();
    if (leaf.style() == Style.BLOCK) {
      while (end > leaf.start() && Character.isWhitespace(lines.text().charAt(end - 1))) {
        end--;
      }
    }
    return end;
  }

  // The plus stands in the first word.
  private boolean keepsBreaks(MarkedNode block) {
    int end = lines.end(block.start());
    int word = lines.text().indexOf(' ', block.start(), end);
    return lines.text().indexOf('+', block.start(), word < 0 ? end : word) >= 0;
  }

  private int behindColon(Entry entry) throws RefusedEditException {
    int colon = lines.skipBlanks(entry.key().end());
    if (colon == lines.text().length() || lines.text().charAt(colon) != ':') {
      throw new RefusedEditException("the key is written with a question mark", colon);
    }
    return colon + 1;
  }

  private int dash(Place place) throws RefusedEditException {
    MarkedNode list = place.parent();
    requirePlainDashes(list);
    int column = lines.column(list.start());
    int at = list.elements().get(place.index()).start();
    for (int line = lines.start(at); place.index() > 0 && line > list.start(); ) {
      int dash = line + column;
      if (dash < at && lines.text().charAt(dash) == '-' && lines.isFirst(dash)) {
        return dash;
      }
      line = lines.start(line - 1);
    }
    return list.start();
  }

  private void requirePlainDashes(MarkedNode list) throws RefusedEditException {
    if (lines.text().charAt(list.start()) != '-') {
      throw new RefusedEditException("an anchor stands there", list.start());
    }
  }

  private void requireFirst(int offset) throws RefusedEditException {
    if (!lines.isFirst(offset)) {
      throw new RefusedEditException(SHARED, offset);
    }
  }

  private void requireOver(int offset) throws RefusedEditException {
    if (!lines.isOver(offset)) {
      throw new RefusedEditException(SHARED, offset);
    }
  }

  private void requireBare(int offset) throws RefusedEditException {
    requireOver(offset);
    if (!lines.isBare(offset)) {
      throw new RefusedEditException(COMMENT, lines.skipBlanks(offset));
    }
  }

  private static void requireNone(Comments comments, int from, int to) throws RefusedEditException {
    if (comments.areBetween(from, to)) {
      throw new RefusedEditException(COMMENT, from);
    }
  }
}
