package dev.haetae.simulator;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A world that was put before a real control plane, and its answer.
 *
 * @param kind {@code claim}, {@code sharppod}, …
 * @param id unique among all rows
 * @param resources the world's objects
 * @param object what was added to it
 * @param truth what became of it
 */
record TruthRow(
    String kind, String id, List<Resource> resources, Resource object, ObjectView truth) {

  private static final Set<String> KINDS =
      Set.of("claim", "sharpclaim", "pod", "richpod", "sharppod", "nodeport", "sharpservice");

  /** The folder of the rows: {@code -Dtruth.dir}, else the project's own. */
  static java.nio.file.Path folder() {
    return java.nio.file.Path.of(System.getProperty("truth.dir", "src/test/resources/truth"));
  }

  /** The rows of {@link #folder()} about binding, filters and ports. */
  static List<TruthRow> all() throws IOException {
    return of(KINDS);
  }

  /** The rows of {@link #folder()} of these kinds, by file name. */
  static List<TruthRow> of(Set<String> kinds) throws IOException {
    List<java.nio.file.Path> files;
    try (Stream<java.nio.file.Path> found = Files.list(folder())) {
      files = found.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
    List<TruthRow> rows = new ArrayList<>();
    for (java.nio.file.Path file : files) {
      try (Stream<String> lines = Files.lines(file)) {
        lines.filter(line -> !line.isBlank()).forEach(line -> add(line, kinds, rows));
      }
    }
    return rows;
  }

  private static void add(String line, Set<String> kinds, List<TruthRow> rows) {
    ObjectView row = ObjectView.of(object(line), Path.ROOT);
    // The other files hold manifests that were submitted, not worlds.
    if (row.has("object") && kinds.contains(row.text("kind"))) {
      List<Resource> resources = new ArrayList<>();
      for (ObjectView resource : row.objects("inventory")) {
        resources.add(Resource.of(resource.value(), Origin.NONE, "default"));
      }
      rows.add(
          new TruthRow(
              row.text("kind"),
              row.text("id"),
              resources,
              Resource.of(row.object("object").value(), Origin.NONE, "default"),
              row.object("truth")));
    }
  }

  private static ObjectValue object(String line) {
    try {
      List<Document> documents = JsonReader.documents(line, Limits.FILES);
      return (ObjectValue) documents.getFirst().root();
    } catch (UnreadableException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** The world without the object. */
  Inventory inventory() {
    InventorySnapshot.Builder world = new InventorySnapshot.Builder();
    resources.forEach(world::add);
    return world.build(true);
  }

  @Override
  public String toString() {
    return id;
  }
}
