package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code haetae predict -o json} prints agrees with what a real control plane did, row by row
 * of every topic; {@code -Dtruth.dir=…} judges the {@code *.jsonl} of another folder.
 */
final class PredictTruthTest {
  private static final Set<String> KINDS =
      Set.of(
          "claim",
          "sharpclaim",
          "pod",
          "richpod",
          "sharppod",
          "nodeport",
          "sharpservice",
          "quota",
          "limits",
          "psa",
          "refs",
          "affinity",
          "spread",
          "preempt",
          "invalid",
          "update",
          "dra");

  private static final Path FOLDER =
      Path.of(System.getProperty("truth.dir", "src/test/resources/truth"));

  @TempDir private Path folder;

  @Test
  void printsWhatTheControlPlaneDid() throws IOException, UnreadableException {
    Map<String, int[]> agreed = new TreeMap<>();
    List<String> disagreements = new ArrayList<>();
    for (ObjectView row : rows()) {
      boolean grows = row.object("truth").has("previous") && isClaim(row.object("object"));
      String topic = grows ? "resize" : row.text("kind");
      int[] counts = agreed.computeIfAbsent(topic, _ -> new int[2]);
      counts[1]++;
      List<ObjectView> predictions = predict(row);
      List<String> problems = PredictedAnswers.differences(row.object("truth"), predictions);
      if (problems.isEmpty()) {
        counts[0]++;
      } else {
        disagreements.add(row.text("id") + "\n  " + String.join("\n  ", problems));
      }
    }
    agreed.forEach((kind, counts) ->
        System.out.println("predict " + kind + ": agree " + counts[0] + "/" + counts[1]));
    assertThat(agreed).as("world files in " + FOLDER).isNotEmpty();
    assertThat(disagreements).isEmpty();
  }

  private static boolean isClaim(ObjectView object) {
    return object.text("kind").equals("PersistentVolumeClaim");
  }

  private static List<ObjectView> rows() throws IOException, UnreadableException {
    List<Path> files;
    try (Stream<Path> found = Files.list(FOLDER)) {
      files = found.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
    List<ObjectView> rows = new ArrayList<>();
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          ObjectView row = view(line);
          // The other files hold manifests that were submitted, or have tests of their own.
          if (row.has("object") && KINDS.contains(row.text("kind"))) {
            rows.add(row);
          }
        }
      }
    }
    return rows;
  }

  static ObjectView view(String json) throws UnreadableException {
    return ObjectView.of(
        (ObjectValue) JsonReader.documents(json, Limits.FILES).getFirst().root(),
        dev.haetae.resource.tree.Path.ROOT);
  }

  private List<ObjectView> predict(ObjectView row) throws IOException, UnreadableException {
    ObjectValue list =
        new ObjectValue.Builder(3)
            .put("apiVersion", new StringValue("v1"))
            .put("kind", new StringValue("List"))
            .put("items", row.array("inventory"))
            .build();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "predict",
                "-i",
                write("inventory.json", list),
                "-o",
                "json",
                "--stored",
                write("object.json", row.object("object").value())));
    if (row.object("truth").has("previous")) {
      arguments.add("--old");
      arguments.add(write("old.json", row.object("truth").object("previous").value()));
    }
    Trial run = Trial.of(arguments.toArray(String[]::new));
    assertThat(run.code()).as(row.text("id") + run.out()).isZero();
    return view(run.out()).objects("predictions");
  }

  private String write(String name, ObjectValue content) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, JsonWriter.toIndentedText(content));
    return file.toString();
  }
}
