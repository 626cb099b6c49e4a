package dev.haetae.resource.list;

import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a List, cut into pieces of its items.
 *
 * @param frame the text around the items, with nothing in their place but line breaks and spaces:
 *     all that is written behind them stands where it stood
 * @param pieces of the items, in order
 */
record CutList(String frame, List<Piece> pieces) {
  /** The key of the items, in the object that a List is. */
  static final String ITEMS = "items";

  /**
   * A piece.
   *
   * @param start where it begins
   */
  record Piece(String whole, int from, int to, Position start) {
    String text() {
      return whole.substring(from, to);
    }
  }

  /** A reader of a piece: an array of items, at the places that they have in the whole text. */
  @FunctionalInterface
  interface PieceReader {
    /** The document that the piece makes; null when it can only be read with the others. */
    @Nullable Document read(Piece piece, Limits limits) throws UnreadableException;
  }

  /** A reader of the frame. */
  @FunctionalInterface
  interface FrameReader {
    /** The document of a frame, in which the items are null or an empty array; null for another. */
    @Nullable Document read(String frame, Limits limits) throws UnreadableException;
  }

  /** The whole document; null when it is nothing for here. */
  @Nullable Document read(Limits limits, PieceReader items, FrameReader around) {
    // Within its piece an item lies as deep as its index in the whole list says, but one.
    Limits within =
        new Limits(limits.bytes(), limits.depth() - 1, limits.values(), limits.documents());
    List<Document> read = pieces.parallelStream().map(piece -> read(piece, within, items)).toList();
    int size = 0;
    long values = 0;
    for (Document piece : read) {
      if (piece == null || !(piece.root() instanceof ArrayValue array) || array.size() == 0) {
        return null;
      }
      size += array.size();
      values += values(array) - 1L;
    }
    if (values >= limits.values()) {
      return null;
    }
    Limits left =
        new Limits(
            limits.bytes(), limits.depth(), limits.values() - (int) values, limits.documents());
    try {
      Document document = around.read(frame, left);
      return document == null ? null : filled(document, joined(read, size));
    } catch (UnreadableException e) {
      return null;
    }
  }

  private static @Nullable Document read(Piece piece, Limits limits, PieceReader items) {
    try {
      Document document = items.read(piece, limits);
      return document == null || !document.duplicates().isEmpty() ? null : document;
    } catch (UnreadableException e) {
      return null;
    }
  }

  private static ArrayValue joined(List<Document> pieces, int size) {
    Value[] elements = new Value[size];
    long[] positions = new long[size];
    int at = 0;
    for (Document piece : pieces) {
      ArrayValue array = (ArrayValue) piece.root();
      for (int i = 0; i < array.size(); i++) {
        elements[at] = array.get(i);
        positions[at++] = array.position(i);
      }
    }
    return ArrayValue.of(elements, positions);
  }

  private static @Nullable Document filled(Document frame, ArrayValue items) {
    if (!frame.duplicates().isEmpty() || !(frame.root() instanceof ObjectValue root)) {
      return null;
    }
    return new Document(root.with(ITEMS, items), frame.index(), frame.start(), List.of());
  }

  // Of a tree without repeated keys these are the values that its text holds.
  private static long values(Value value) {
    long values = 1;
    switch (value) {
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          values += values(object.value(i));
        }
      }
      case ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          values += values(array.get(i));
        }
      }
      default -> {}
    }
    return values;
  }
}
