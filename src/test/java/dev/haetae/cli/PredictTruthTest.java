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
 * What {@code haetae predict -o json} prints agrees with what a real control plane did, row by row;
 * {@code -Dtruth.dir=…} judges the {@code *.jsonl} of another folder.
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
          "affinity",
          "spread",
          "dra");

  private static final Path FOLDER =
      Path.of(System.getProperty("truth.dir", "src/test/resources/truth"));

  @TempDir private Path folder;

  @Test
  void printsWhatTheControlPlaneDid() throws IOException, UnreadableException {
    Map<String, int[]> agreed = new TreeMap<>();
    List<String> disagreements = new ArrayList<>();
    for (ObjectView row : rows()) {
      int[] counts = agreed.computeIfAbsent(row.text("kind"), _ -> new int[2]);
      counts[1]++;
      ObjectView prediction = predict(row);
      if (agrees(row.object("truth"), prediction)) {
        counts[0]++;
      } else {
        disagreements.add(
            row.text("id")
                + ": truth "
                + row.object("truth").value()
                + "\n  predicted "
                + prediction.text("outcome")
                + ' '
                + prediction.text("message"));
      }
    }
    agreed.forEach((kind, counts) ->
        System.out.println("predict " + kind + ": agree " + counts[0] + "/" + counts[1]));
    assertThat(agreed).as("world files in " + FOLDER).isNotEmpty();
    assertThat(disagreements).isEmpty();
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

  private static ObjectView view(String json) throws UnreadableException {
    return ObjectView.of(
        (ObjectValue) JsonReader.documents(json, Limits.FILES).getFirst().root(),
        dev.haetae.resource.tree.Path.ROOT);
  }

  private ObjectView predict(ObjectView row) throws IOException, UnreadableException {
    ObjectValue list =
        new ObjectValue.Builder(3)
            .put("apiVersion", new StringValue("v1"))
            .put("kind", new StringValue("List"))
            .put("items", row.array("inventory"))
            .build();
    Path inventory = folder.resolve("inventory.json");
    Path object = folder.resolve("object.json");
    Files.writeString(inventory, JsonWriter.toIndentedText(list));
    Files.writeString(object, JsonWriter.toIndentedText(row.object("object").value()));
    Trial run = Trial.of("predict", "-i", inventory.toString(), "-o", "json", object.toString());
    assertThat(run.code()).as(run.out()).isZero();
    List<ObjectView> predictions = view(run.out()).objects("predictions");
    // A pod's generic ephemeral volumes come before it.
    return predictions.getLast();
  }

  private static boolean agrees(ObjectView truth, ObjectView prediction) {
    String outcome = prediction.text("outcome");
    return switch (prediction.text("subject")) {
      case "claim" ->
          outcome.equals(claimOutcome(truth)) && agreesOnVolume(truth.text("volume"), prediction);
      case "pod" ->
          (truth.has("pods") || truth.flag("waits", false))
              ? agreesOnMany(truth, prediction)
              : truth.flag("scheduled", false)
                  ? outcome.equals("Schedulable")
                      && prediction.texts("nodes").contains(truth.text("node"))
                  : outcome.equals("Unschedulable")
                      && (truth.text("message") + ' ')
                          .replaceAll("trial-(g\\d)-[a-z0-9]{5}", "trial-$1-xxxxx")
                          .startsWith(prediction.text("message") + ' ');
      case "service" ->
          truth.flag("accepted", false)
              ? outcome.equals("Accepted")
              : outcome.equals("Rejected")
                  && prediction.text("message").equals(truth.text("message"));
      default -> false;
    };
  }

  private static boolean agreesOnMany(ObjectView truth, ObjectView prediction) {
    String outcome = prediction.text("outcome");
    if (truth.flag("waits", false)) {
      return outcome.equals("WaitsForResourceClaim");
    }
    ObjectView pods = truth.object("pods");
    long wanted = pods.integer("wanted", 0);
    long pending = wanted - pods.integer("scheduled", 0);
    if (pending == 0) {
      return outcome.equals("Schedulable");
    }
    String stay = pending + " of " + wanted + (pending == 1 ? " stays" : " stay") + " Pending: ";
    return outcome.equals("Unschedulable")
        && (wanted == 1 || prediction.text("message").startsWith(stay));
  }

  private static String claimOutcome(ObjectView truth) {
    if (truth.flag("waitsForConsumer", false)) {
      return "WaitsForConsumer";
    }
    return truth.flag("provisioning", false) ? "Provisioning" : truth.text("phase");
  }

  // Of volumes that are equally right the message names all.
  private static boolean agreesOnVolume(String volume, ObjectView prediction) {
    return volume.equals(prediction.text("volume"))
        || prediction.text("message").contains('"' + volume + '"');
  }
}
