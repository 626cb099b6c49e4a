package dev.haetae.simulator;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a control plane's answers to a topic; {@code -Dtruth.dir=…} takes them from another
 * folder.
 */
public final class TruthRows {
  private static final java.nio.file.Path FOLDER =
      java.nio.file.Path.of(System.getProperty("truth.dir", "src/test/resources/truth"));

  private TruthRows() {}

  /** The rows of the files whose names begin with {@code topic}. */
  public static List<ObjectView> of(String topic) throws IOException, UnreadableException {
    List<java.nio.file.Path> files;
    try (var found = Files.list(FOLDER)) {
      files =
          found
              .filter(file -> file.getFileName().toString().matches(topic + "(-.*)?\\.jsonl"))
              .sorted()
              .toList();
    }
    List<ObjectView> rows = new ArrayList<>();
    for (java.nio.file.Path file : files) {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          rows.add(ObjectView.of(object(line), Path.ROOT));
        }
      }
    }
    return rows;
  }

  /** The object that a text of JSON writes. */
  public static ObjectValue object(String json) throws UnreadableException {
    return (ObjectValue) JsonReader.documents(json, Limits.FILES).getFirst().root();
  }
}
