package dev.haetae.resource.edit;

import dev.haetae.resource.text.MarkedNode;
import dev.haetae.resource.text.MarkedYaml;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.PatchOperation.Kind;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The edits of one document. Operations that have nothing to do with each other are made at the
 * same marks; before one that has, the text is marked anew.
 */
final class DocumentEdits {
  // Letters that are read for all operations together; a file of 3 MB may be read a hundred times.
  private static final long MOST_LETTERS = 300_000_000;

  private final Pieces pieces;
  private final WritingStyle style;
  // By their starts.
  private final TreeMap<Integer, TextEdit> waiting = new TreeMap<>();
  private final Set<Path> touched = new HashSet<>();
  private final Set<Path> aboveTouched = new HashSet<>();
  private Lines lines;
  private Place.Finder finder;
  private long letters;

  /**
   * The edits of a document, none yet.
   *
   * @param root where it is marked
   */
  DocumentEdits(String text, MarkedNode root, WritingStyle style) {
    this.pieces = new Pieces(text);
    this.style = style;
    this.lines = new Lines(text);
    this.finder = new Place.Finder(root);
  }

  /** Makes an operation. */
  void make(PatchOperation operation) throws RefusedEditException {
    Path parent = operation.path().parent();
    if (parent == null) {
      throw new RefusedEditException("the whole document cannot be edited", 0);
    }
    if (isNearTouched(parent)) {
      markAnew();
    }
    List<TextEdit> edits = edits(operation);
    if (edits.stream().anyMatch(this::meetsAnother)) {
      markAnew();
      edits = edits(operation);
    }
    edits.forEach(edit -> waiting.put(edit.start(), edit));
    touched.add(parent);
    for (Path at = parent; at != null; at = at.parent()) {
      aboveTouched.add(at);
    }
  }

  /** Refuses an operation that could not be made now; makes nothing. */
  void require(PatchOperation operation) throws RefusedEditException {
    if (operation.path().parent() == null) {
      throw new RefusedEditException("the whole document cannot be edited", 0);
    }
    var _ = edits(operation);
  }

  // Whether a mapping or list has been edited, or something in it, or what it stands in.
  private boolean isNearTouched(Path collection) {
    if (aboveTouched.contains(collection)) {
      return true;
    }
    for (Path at = collection; at != null; at = at.parent()) {
      if (touched.contains(at)) {
        return true;
      }
    }
    return false;
  }

  private boolean meetsAnother(TextEdit edit) {
    Map.Entry<Integer, TextEdit> before = waiting.floorEntry(edit.end());
    return before != null && before.getValue().end() >= edit.start();
  }

  private void markAnew() throws RefusedEditException {
    flush();
    String text = pieces.text();
    letters += text.length();
    if (letters > MOST_LETTERS) {
      throw new RefusedEditException("too many edits of too large a document", 0);
    }
    MarkedNode root = MarkedYaml.read(text);
    if (root == null) {
      throw new RefusedEditException("the edits before have left no YAML", 0);
    }
    lines = new Lines(text);
    finder = new Place.Finder(root);
  }

  private void flush() {
    pieces.edit(List.copyOf(waiting.values()));
    waiting.clear();
    touched.clear();
    aboveTouched.clear();
  }

  /** The edits of the document as it was at first. */
  List<TextEdit> finish() {
    flush();
    return pieces.edits();
  }

  private List<TextEdit> edits(PatchOperation operation) throws RefusedEditException {
    Place place = finder.find(operation.path());
    if (operation.kind() == Kind.REMOVE) {
      return remove(place);
    }
    boolean isInserted = !place.isMapping() && operation.kind() == Kind.ADD;
    return place.isThere() && !isInserted
        ? replace(place, operation.value())
        : add(place, operation.value());
  }

  private List<TextEdit> add(Place place, Value value) throws RefusedEditException {
    MarkedNode parent = place.parent();
    Place above = place.above();
    boolean isEmpty = parent.size() == 0;
    if (isEmpty && !style.json() && above != null && !above.parent().flow()) {
      // Brackets that hold nothing give way to lines, where lines are written.
      return replace(above, filled(place, value));
    }
    return parent.flow() || isEmpty
        ? new FlowEdits(lines, style).add(place, value)
        : new BlockEdits(lines, style).add(place, value);
  }

  private static Value filled(Place place, Value value) {
    return place.isMapping()
        ? ObjectValue.of(place.step().key(), value)
        : ArrayValue.of(List.of(value));
  }

  private List<TextEdit> replace(Place place, Value value) throws RefusedEditException {
    finder.requireReplaceable(place.value());
    return place.parent().flow()
        ? new FlowEdits(lines, style).replace(place, value)
        : new BlockEdits(lines, style).replace(place, value);
  }

  private List<TextEdit> remove(Place place) throws RefusedEditException {
    if (!place.isThere()) {
      throw new RefusedEditException("the field to edit is not written", place.parent().start());
    }
    finder.requireReplaceable(place.value());
    if (place.parent().flow()) {
      return new FlowEdits(lines, style).remove(place);
    }
    if (place.parent().size() > 1) {
      return new BlockEdits(lines, style).remove(place);
    }
    if (place.above() == null) {
      throw new RefusedEditException("the document would hold nothing", place.parent().start());
    }
    // Without its only part, a mapping or list is an empty one.
    return replace(place.above(), place.isMapping() ? ObjectValue.EMPTY : ArrayValue.EMPTY);
  }
}
