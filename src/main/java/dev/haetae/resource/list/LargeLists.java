package dev.haetae.resource.list;

import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.YamlReader;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The short way of {@link YamlReader} and {@link JsonReader} for a text that is one large List: its
 * items are read in pieces, on all processors, and put into what stands around them.
 *
 * <p>It gives up, without a reason, on everything that is wrong, beyond a limit or merely uncommon
 * (a key written twice, an anchor), and the text is then read as a whole, by who says what is
 * wrong. A cut where no item ends, within a quoted text perhaps, leaves a piece that is none by
 * itself.
 */
public final class LargeLists {
  // Smaller texts are read sooner than other threads have started.
  private static final int LARGE = 1 << 20;
  private static final int PIECE = 1 << 17;

  private LargeLists() {}

  /**
   * The document of a YAML text; null when it is nothing for here.
   *
   * @param firstLine the 1-based line of the file at which the text begins
   * @param index 0-based number of the document in the file
   */
  public static @Nullable Document yaml(String text, int firstLine, int index, Limits limits) {
    return text.length() < LARGE ? null : yaml(text, firstLine, index, limits, PIECE);
  }

  static @Nullable Document yaml(String text, int firstLine, int index, Limits limits, int size) {
    YamlCutter cutter = new YamlCutter(text, firstLine);
    CutList cut = cutter.cut(size);
    return cut == null
        ? null
        : cut.read(
            limits,
            (piece, within) -> YamlReader.part(piece.text(), piece.start().line(), index, within),
            (frame, within) -> {
              Document document = YamlReader.part(frame, firstLine, index, within);
              return document != null && isAt(document, cutter.items()) ? document : null;
            });
  }

  // Else what looked like the key was a part of something else.
  private static boolean isAt(Document frame, Position items) {
    int at = frame.root() instanceof ObjectValue root ? root.indexOf(CutList.ITEMS) : -1;
    return at >= 0
        && frame.root() instanceof ObjectValue object
        && object.value(at).isNull()
        && items.equals(Position.unpack(object.position(at)));
  }

  /** The document of a JSON text; null when it is nothing for here. */
  public static @Nullable Document json(String text, Limits limits) {
    return text.length() < LARGE ? null : json(text, limits, PIECE);
  }

  static @Nullable Document json(String text, Limits limits, int size) {
    CutList cut = new JsonCutter(text).cut(size);
    return cut == null
        ? null
        : cut.read(
            limits,
            (piece, within) ->
                single(JsonReader.documents('[' + piece.text() + ']', before(piece), within)),
            (frame, within) -> {
              Document document = single(JsonReader.documents(frame, within));
              return document != null && isEmpty(document) ? document : null;
            });
  }

  private static @Nullable Document single(List<Document> documents) {
    return documents.size() == 1 ? documents.getFirst() : null;
  }

  // The bracket before a piece stands in the place of a comma or bracket of the text.
  private static Position before(CutList.Piece piece) {
    return new Position(piece.start().line(), piece.start().column() - 1);
  }

  private static boolean isEmpty(Document frame) {
    return frame.root() instanceof ObjectValue root
        && root.get(CutList.ITEMS) instanceof ArrayValue items
        && items.size() == 0;
  }
}
