package dev.haetae.resource.edit;

import dev.haetae.resource.text.FileText;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.text.YamlDocuments;
import dev.haetae.resource.text.YamlReader;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documents of a text, told apart and numbered as the reader of manifests does. */
final class Documents {
  private Documents() {}

  /**
   * A document and where it stands.
   *
   * @param start the offset at which its text begins
   * @param end the offset behind its text
   * @param document null when it cannot be read
   */
  record Part(int start, int end, boolean json, @Nullable Document document) {
    String in(String text) {
      return text.substring(start, end);
    }
  }

  /** The documents of {@code text}; those that hold nothing but comments are left out. */
  static List<Part> read(String text, Limits limits) {
    if (FileText.looksLikeJson(text)) {
      try {
        return json(text, limits);
      } catch (UnreadableException e) {
        // YAML's flow style begins like JSON.
      }
    }
    List<Part> parts = new ArrayList<>();
    YamlDocuments.forEach(
        text,
        (start, end, line) -> {
          try {
            Document document =
                YamlReader.read(text.substring(start, end), line, parts.size(), limits);
            if (document != null) {
              parts.add(new Part(start, end, false, document));
            }
          } catch (UnreadableException e) {
            parts.add(new Part(start, end, false, null));
          }
        });
    return parts;
  }

  private static List<Part> json(String text, Limits limits) throws UnreadableException {
    List<Document> documents = JsonReader.documents(text, limits);
    Lines lines = new Lines(text);
    List<Integer> starts = new ArrayList<>();
    int line = 1;
    int at = 0;
    for (Document document : documents) {
      Position start = document.start();
      while (start != null && line < start.line()) {
        at = lines.next(at);
        line++;
      }
      starts.add(start == null ? at : text.offsetByCodePoints(at, start.column() - 1));
    }
    starts.add(text.length());
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      parts.add(new Part(starts.get(i), starts.get(i + 1), true, documents.get(i)));
    }
    return parts;
  }
}
