package dev.haetae.resource.edit;

import java.util.ArrayList;
import java.util.List;

/**
 * A text that is edited again and again, and remembers what of it is the original's: so that all
 * edits together can be told as edits of the original.
 */
final class Pieces {
  private final String original;
  private List<Piece> pieces;

  /**
   * A stretch of the text.
   *
   * @param start its offset in the original; -1 for what was put in
   * @param text what it says
   */
  private record Piece(int start, String text) {
    Piece part(int from, int to) {
      return new Piece(start < 0 ? -1 : start + from, text.substring(from, to));
    }
  }

  Pieces(String original) {
    this.original = original;
    this.pieces = original.isEmpty() ? List.of() : List.of(new Piece(0, original));
  }

  /** The text as it is now. */
  String text() {
    StringBuilder out = new StringBuilder(original.length() + 64);
    pieces.forEach(piece -> out.append(piece.text));
    return out.toString();
  }

  /** Makes edits of the text as it is now, which are in its order, none within another. */
  void edit(List<TextEdit> edits) {
    List<Piece> result = new ArrayList<>(pieces.size() + 2 * edits.size());
    int offset = 0;
    int next = 0;
    // Whatever lies before this offset has been kept or replaced.
    int done = 0;
    for (Piece piece : pieces) {
      int end = offset + piece.text.length();
      while (next < edits.size() && edits.get(next).start() < end) {
        TextEdit edit = edits.get(next++);
        keep(result, piece, offset, Math.max(done, offset), edit.start());
        put(result, edit.replacement());
        done = Math.max(edit.end(), done);
      }
      keep(result, piece, offset, Math.max(done, offset), end);
      offset = end;
    }
    while (next < edits.size()) {
      put(result, edits.get(next++).replacement());
    }
    pieces = result;
  }

  private static void keep(List<Piece> to, Piece piece, int offset, int from, int end) {
    if (from < end) {
      to.add(piece.part(from - offset, end - offset));
    }
  }

  private static void put(List<Piece> to, String text) {
    if (!text.isEmpty()) {
      to.add(new Piece(-1, text));
    }
  }

  /** All edits so far, as edits of the original. */
  List<TextEdit> edits() {
    List<TextEdit> edits = new ArrayList<>();
    StringBuilder added = new StringBuilder();
    int at = 0;
    for (Piece piece : pieces) {
      if (piece.start < 0) {
        added.append(piece.text);
      } else {
        add(edits, at, piece.start, added);
        at = piece.start + piece.text.length();
      }
    }
    add(edits, at, original.length(), added);
    return edits;
  }

  private static void add(List<TextEdit> edits, int start, int end, StringBuilder added) {
    if (start < end || !added.isEmpty()) {
      edits.add(new TextEdit(start, end, added.toString()));
      added.setLength(0);
    }
  }
}
