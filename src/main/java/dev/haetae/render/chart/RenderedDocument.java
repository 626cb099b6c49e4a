package dev.haetae.render.chart;

import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.text.YamlReader;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.ObjectValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document of what helm prints, under the comment that says which template it comes from.
 *
 * @param source the template, as helm calls it
 * @param index 0-based number of the document among those of its template that are not empty
 * @param line 1-based line of the whole text at which it begins
 * @param text the document
 */
record RenderedDocument(String source, int index, int line, String text) {
  private static final String SEPARATOR = "---";
  private static final String SOURCE = "# Source: ";

  /** What two renderings of one document have in common. */
  String key() {
    return source + '\0' + index;
  }

  /**
   * The documents of a text, those left out that hold nothing but comments. Of a file in {@code
   * crds/} helm prints all of them under one comment.
   */
  static List<RenderedDocument> of(String text) {
    List<RenderedDocument> documents = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    String[] lines = text.split("\n", -1);
    String source = "";
    int start = 0;
    for (int i = 0; i <= lines.length; i++) {
      if (i < lines.length && !isSeparator(lines[i])) {
        continue;
      }
      if (!source.isEmpty() && !isEmpty(lines, start, i)) {
        int index = counts.merge(source, 1, Integer::sum) - 1;
        String document = String.join("\n", List.of(lines).subList(start, i)) + '\n';
        documents.add(new RenderedDocument(source, index, start + 1, document));
      }
      start = i;
      if (i + 1 < lines.length && lines[i + 1].startsWith(SOURCE)) {
        source = lines[i + 1].substring(SOURCE.length()).strip();
      }
    }
    return documents;
  }

  private static boolean isSeparator(String line) {
    return line.startsWith(SEPARATOR)
        && (line.length() == SEPARATOR.length()
            || Character.isWhitespace(line.charAt(SEPARATOR.length())));
  }

  private static boolean isEmpty(String[] lines, int from, int to) {
    for (int i = from; i < to; i++) {
      String line = lines[i].strip();
      if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(SEPARATOR)) {
        return false;
      }
    }
    return true;
  }

  /** Its tree, with lines from 1; null when it is no object. */
  @Nullable ObjectValue tree() {
    try {
      Document document = YamlReader.read(text, 1, 0, Limits.FILES);
      return document != null && document.root() instanceof ObjectValue object ? object : null;
    } catch (UnreadableException e) {
      // Who reads the whole text says why.
      return null;
    }
  }
}
