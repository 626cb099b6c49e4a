package dev.haetae.lsp;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;

/** The units in which a client counts the characters of a line. */
enum PositionEncoding {
  /** Units of UTF-16, which every client knows. */
  UTF_16("utf-16"),
  /** Code points. */
  UTF_32("utf-32"),
  /** Bytes of UTF-8. */
  UTF_8("utf-8");

  private final String word;

  PositionEncoding(String word) {
    this.word = word;
  }

  /** As the protocol names it. */
  String word() {
    return word;
  }

  /** The first of those that a client offers, the preferred first. */
  static PositionEncoding chosen(Value offered) {
    if (offered instanceof ArrayValue several) {
      for (int i = 0; i < several.size(); i++) {
        for (PositionEncoding known : values()) {
          if (several.get(i) instanceof StringValue text && text.text().equals(known.word)) {
            return known;
          }
        }
      }
    }
    return UTF_16;
  }

  /** The units of a code point. */
  int units(int codePoint) {
    return switch (this) {
      case UTF_16 -> Character.charCount(codePoint);
      case UTF_32 -> 1;
      case UTF_8 -> codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    };
  }
}
