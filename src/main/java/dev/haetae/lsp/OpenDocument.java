package dev.haetae.lsp;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;

/**
 * A document that a client has open.
 *
 * @param uri as the client writes it
 * @param name a path, or the URI of what was never saved
 * @param version the client's number of this text
 */
record OpenDocument(String uri, String name, Value version, DocumentText text) {
  /** The number of characters from which on a document is not judged while it is typed. */
  static final int LARGEST = 8 << 20;

  /** The document after changes, in order, each of a range or of the whole. */
  OpenDocument changed(Value changes, Value newVersion, PositionEncoding encoding) {
    DocumentText now = text;
    if (changes instanceof ArrayValue several) {
      for (int i = 0; i < several.size(); i++) {
        if (several.get(i) instanceof ObjectValue change) {
          now =
              change.get("range") instanceof ObjectValue range
                  ? now.with(
                      now.offset(range.get("start")),
                      now.offset(range.get("end")),
                      change.text("text"))
                  : new DocumentText(change.text("text"), encoding);
        }
      }
    }
    return new OpenDocument(uri, name, newVersion, now);
  }

  boolean isTooLarge() {
    return text.text().length() > LARGEST;
  }
}
