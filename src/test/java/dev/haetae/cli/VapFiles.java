package dev.haetae.cli;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.TruthRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that a recorded request under admission policies is made of: one folder with policies,
 * bindings and parameters, one file with the namespace.
 */
final class VapFiles {
  private static final int OF_EACH = 3;

  // Each is right as it is; the list only gets shorter.
  private static final Map<String, String> ALLOWED =
      Map.of(
          "actions-no-binding", "a policy without a binding is judged as if bound everywhere",
          "audit-bindings", "the API server keeps no order among the values of several bindings",
          "conditions-authz", "who may do what is known to the cluster alone: undecided",
          "library-14", "a value of the library that is not there",
          "params-cluster-request", "without an inventory there may be other parameters: undecided",
          "widgets-double", "a review writes 1.0 as 1, and the kind's types are not known");

  private final ObjectView row;
  private final Path folder;

  VapFiles(ObjectView row, Path folder) {
    this.row = row;
    this.folder = folder;
  }

  /** The recorded requests. */
  static List<ObjectView> rows() throws IOException, UnreadableException {
    return TruthRows.of("vap").stream().filter(row -> row.text("kind").equals("request")).toList();
  }

  /** Some of each family; all with {@code -Dtruth.every=true}. */
  static List<ObjectView> sample() throws IOException, UnreadableException {
    int most = Boolean.getBoolean("truth.every") ? Integer.MAX_VALUE : OF_EACH;
    Map<String, Integer> taken = new TreeMap<>();
    return rows().stream()
        .filter(row -> taken.merge(row.text("family"), 1, Integer::sum) <= most)
        .toList();
  }

  /** The same without those that hang on who may do what, which no file says. */
  static List<ObjectView> decided() throws IOException, UnreadableException {
    return sample().stream().filter(row -> !row.text("family").equals("authorizer")).toList();
  }

  /** Writes a file of the folder; returns its name. */
  String write(String name, Value value) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(folder);
    return Files.writeString(file, JsonWriter.toText(value)).toString();
  }

  /** The arguments by which a command finds all but what it is asked about. */
  List<String> arguments() throws IOException {
    List<String> arguments = new ArrayList<>();
    for (String field : List.of("policies", "bindings", "params")) {
      ArrayValue.Builder items = new ArrayValue.Builder();
      for (ObjectView object : row.objects(field)) {
        items.add(object.value());
      }
      ArrayValue list = items.build();
      if (list.size() > 0) {
        arguments.add("-p");
        arguments.add(
            write(
                field + ".json",
                new ObjectValue.Builder(3)
                    .put("apiVersion", "v1")
                    .put("kind", "List")
                    .put("items", list)
                    .build()));
      }
    }
    if (row.has("namespace")) {
      arguments.add("-i");
      arguments.add(write("namespace.json", row.object("namespace").value()));
    }
    return arguments;
  }

  /** Counts, by family. */
  static final class Agreement {
    private final Map<String, int[]> families = new TreeMap<>();
    private final List<String> disagreements = new ArrayList<>();
    private int agreed;
    private int all;

    void add(ObjectView row, List<String> differences) {
      int[] counts = families.computeIfAbsent(row.text("family"), _ -> new int[2]);
      counts[1]++;
      all++;
      if (differences.isEmpty()) {
        counts[0]++;
        agreed++;
      } else {
        disagreements.add(row.text("id") + ": " + differences);
      }
    }

    /** Prints them. */
    void print(String title) {
      System.out.println(title + ": " + agreed + " of " + all + " agree");
      families.forEach((family, counts) ->
          System.out.println("  " + family + ": " + counts[0] + "/" + counts[1]));
      disagreements.forEach(System.out::println);
    }

    /** The ids of the rows that do not agree, and need to. */
    List<String> disagreeing() {
      return disagreements.stream()
          .map(one -> one.substring(0, one.indexOf(':')))
          .filter(id -> ALLOWED.keySet().stream().noneMatch(id::contains))
          .toList();
    }
  }
}
