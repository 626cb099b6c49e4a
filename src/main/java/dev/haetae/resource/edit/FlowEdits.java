package dev.haetae.resource.edit;

import dev.haetae.resource.text.MarkedNode;
import dev.haetae.resource.text.MarkedNode.Entry;
import dev.haetae.resource.tree.Value;
import java.util.List;

/** The edits of mappings and lists that are written in brackets, JSON's among them. */
final class FlowEdits {
  private static final String COMMENT = "a comment stands there, which an edit would take away";
  private static final String DEFAULT_STEP = "  ";

  private final Lines lines;
  private final WritingStyle style;
  private final ValueText values;

  FlowEdits(Lines lines, WritingStyle style) {
    this.lines = lines;
    this.style = style;
    this.values = new ValueText(style);
  }

  /** Adds a key behind the others of its mapping, or an element to its list. */
  List<TextEdit> add(Place place, Value value) throws RefusedEditException {
    MarkedNode parent = place.parent();
    if (parent.size() == 0) {
      return addFirst(place, value);
    }
    if (place.isMapping() || place.index() == parent.size()) {
      return addLast(place, value);
    }
    int before = start(parent, place.index());
    if (!isOnLines(parent)) {
      return List.of(TextEdit.insert(before, written(place, value) + values.separator()));
    }
    String indentation = lines.indentation(before);
    String written = writtenInLines(place, value, indentation, step(parent));
    return List.of(TextEdit.insert(before, written + ',' + style.lineBreak() + indentation));
  }

  /** Puts a value in the place of another. */
  List<TextEdit> replace(Place place, Value value) throws RefusedEditException {
    MarkedNode old = place.value();
    requireNone(old, old.start(), old.end());
    boolean inLines = style.json() && isOnLines(place.parent());
    String indentation = lines.indentation(start(place.parent(), place.index()));
    String text =
        inLines ? values.indented(value, indentation, step(place.parent())) : values.inline(value);
    if (old.end() > old.start()) {
      return List.of(new TextEdit(old.start(), old.end(), text));
    }
    // A key without a value may have no colon either.
    boolean hasColon = old.start() > 0 && lines.text().charAt(old.start() - 1) == ':';
    return List.of(TextEdit.insert(old.start(), (hasColon ? " " : ": ") + text));
  }

  /** Takes a key or an element away. */
  List<TextEdit> remove(Place place) throws RefusedEditException {
    MarkedNode parent = place.parent();
    int from;
    int to;
    if (parent.size() == 1) {
      from = open(parent) + 1;
      to = parent.end() - 1;
    } else if (place.index() < parent.size() - 1) {
      from = start(parent, place.index());
      to = start(parent, place.index() + 1);
    } else {
      from = end(parent, place.index() - 1);
      to = end(parent, place.index());
    }
    requireNone(parent, from, to);
    return List.of(TextEdit.delete(from, to));
  }

  private List<TextEdit> addFirst(Place place, Value value) throws RefusedEditException {
    MarkedNode parent = place.parent();
    int from = open(parent) + 1;
    int to = parent.end() - 1;
    if (!lines.isBlank(from, to)) {
      throw new RefusedEditException(COMMENT, from);
    }
    Place above = place.above();
    if (!style.json() || above == null || !isOnLines(above.parent())) {
      return List.of(new TextEdit(from, to, written(place, value)));
    }
    String indentation = lines.indentation(parent.start());
    String step = step(above.parent());
    String inner = indentation + step;
    return List.of(
        new TextEdit(
            from,
            to,
            style.lineBreak()
                + inner
                + writtenInLines(place, value, inner, step)
                + style.lineBreak()
                + indentation));
  }

  private List<TextEdit> addLast(Place place, Value value) {
    MarkedNode parent = place.parent();
    int last = end(parent, parent.size() - 1);
    int comma = lines.skipBlanks(last);
    boolean hasComma = lines.text().charAt(comma) == ',';
    int end = hasComma ? comma + 1 : last;
    if (!isOnLines(parent) || !lines.isOver(end)) {
      return List.of(
          TextEdit.insert(end, (hasComma ? " " : values.separator()) + written(place, value)));
    }
    String indentation = lines.indentation(start(parent, parent.size() - 1));
    String added =
        style.lineBreak()
            + indentation
            + writtenInLines(place, value, indentation, step(parent))
            + (hasComma ? "," : "");
    int lineEnd = lines.end(end);
    if (hasComma || lineEnd == end) {
      return List.of(TextEdit.insert(lineEnd, (hasComma ? "" : ",") + added));
    }
    return List.of(TextEdit.insert(end, ","), TextEdit.insert(lineEnd, added));
  }

  private String written(Place place, Value value) {
    return place.isMapping() ? values.inlineEntry(place.step().key(), value) : values.inline(value);
  }

  private String writtenInLines(Place place, Value value, String indentation, String step) {
    if (!style.json()) {
      return written(place, value);
    }
    String text = values.indented(value, indentation, step);
    return place.isMapping() ? values.key(place.step().key()) + ": " + text : text;
  }

  /** Returns whether each entry or element stands on a line of its own. */
  private boolean isOnLines(MarkedNode collection) {
    return collection.flow()
        && collection.size() > 0
        && lines.isFirst(start(collection, 0))
        && lines.isFirst(start(collection, collection.size() - 1));
  }

  // By how much the content is indented.
  private String step(MarkedNode collection) {
    String inner = lines.indentation(start(collection, 0));
    String outer = lines.indentation(collection.start());
    return inner.length() > outer.length() && inner.startsWith(outer)
        ? inner.substring(outer.length())
        : DEFAULT_STEP;
  }

  // An anchor or a tag may stand before the bracket.
  private int open(MarkedNode collection) {
    int at = collection.start();
    while (lines.text().charAt(at) != '{' && lines.text().charAt(at) != '[') {
      at++;
    }
    return at;
  }

  private static int start(MarkedNode collection, int index) {
    return collection.kind() == MarkedNode.Kind.MAPPING
        ? collection.entries().get(index).key().start()
        : collection.elements().get(index).start();
  }

  private static int end(MarkedNode collection, int index) {
    if (collection.kind() == MarkedNode.Kind.SEQUENCE) {
      return collection.elements().get(index).end();
    }
    Entry entry = collection.entries().get(index);
    return Math.max(entry.key().end(), entry.value().end());
  }

  private void requireNone(MarkedNode within, int from, int to) throws RefusedEditException {
    if (new Comments(lines, within).areBetween(from, to)) {
      throw new RefusedEditException(COMMENT, from);
    }
  }
}
