package dev.haetae.bench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A text with places for values, as {@code ${name}}; line ends are taken out of it. */
final class Template {
  private static final Path FOLDER = Path.of("src/bench/cluster");

  // Texts and names of places in turn, beginning and ending with a text.
  private final List<String> parts = new ArrayList<>();

  private Template(String text) {
    int at = 0;
    for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", at)) {
      int close = text.indexOf('}', open);
      parts.add(text.substring(at, open));
      parts.add(text.substring(open + 2, close));
      at = close + 1;
    }
    parts.add(text.substring(at));
  }

  /** The template of a file of the bench's folder {@code cluster}. */
  static Template of(String file) throws IOException {
    return new Template(Files.readString(FOLDER.resolve(file)).replace("\n", ""));
  }

  /** The text with these values in their places; a place without a value is left empty. */
  String with(Map<String, Object> values) {
    StringBuilder text = new StringBuilder(8192);
    for (int i = 0; i < parts.size(); i++) {
      text.append(i % 2 == 0 ? parts.get(i) : values.getOrDefault(parts.get(i), ""));
    }
    return text.toString();
  }
}
