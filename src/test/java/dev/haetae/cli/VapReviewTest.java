package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code haetae review} answers recorded requests under admission policies as a real API server
 * answered them; {@code -Dtruth.dir=…} takes the rows of another folder.
 */
final class VapReviewTest {
  @TempDir private Path folder;

  @Test
  void reviewsAreAnsweredAsTheApiServerAnswersThem() throws IOException, UnreadableException {
    VapFiles.Agreement agreement = new VapFiles.Agreement();
    for (ObjectView row : VapFiles.decided()) {
      if (!row.text("family").equals("mutation") && row.object("review").has("validating")) {
        agreement.add(row, differences(row));
      }
    }
    agreement.print("review");
    assertThat(agreement.disagreeing()).isEmpty();
  }

  private List<String> differences(ObjectView row) throws IOException {
    VapFiles files = new VapFiles(row, folder.resolve(row.text("id")));
    List<String> arguments = new ArrayList<>(List.of("review"));
    arguments.addAll(files.arguments());
    arguments.add(files.write("review.json", review(row)));
    Trial trial = Trial.of(arguments.toArray(String[]::new));
    List<String> differences = new ArrayList<>();
    ObjectView expected = row.object("expected");
    boolean admitted = expected.flag("admitted", false);
    differ("exit code", admitted ? 0 : 1, trial.code(), differences);
    if (trial.code() > 1) {
      differences.add(
          trial.out().lines().limit(2).toList() + "" + trial.err().lines().limit(2).toList());
      return differences;
    }
    ObjectView response = ObjectView.of(trial.json("response"), dev.haetae.resource.tree.Path.ROOT);
    differ("allowed", admitted, response.flag("allowed", !admitted), differences);
    if (!admitted) {
      ObjectView status = response.object("status");
      differ("code", expected.integer("code", 0), status.integer("code", -1), differences);
      differ("reason", expected.text("reason"), status.text("reason"), differences);
      differ("message", expected.text("message"), status.text("message"), differences);
      List<ObjectView> causes = expected.objects("causes");
      if (!causes.isEmpty()) {
        differ(
            "cause",
            causes.getFirst().text("message"),
            status.object("details").objects("causes").getFirst().text("message"),
            differences);
      }
    }
    differ("warnings", expected.texts("warnings"), response.texts("warnings"), differences);
    Map<String, Value> theirs = members(expected.object("audit").value());
    Map<String, Value> ours = members(response.object("auditAnnotations").value());
    TreeSet<String> keys = new TreeSet<>(theirs.keySet());
    keys.addAll(ours.keySet());
    for (String key : keys) {
      differ(key, theirs.get(key), ours.get(key), differences);
    }
    return differences;
  }

  private static ObjectValue review(ObjectView row) {
    ObjectValue request = row.object("review").object("validating").value();
    return new ObjectValue.Builder(3)
        .put("apiVersion", "admission.k8s.io/v1")
        .put("kind", "AdmissionReview")
        .put("request", request.with("uid", new dev.haetae.resource.tree.StringValue("1")))
        .build();
  }

  private static Map<String, Value> members(ObjectValue object) {
    Map<String, Value> members = new TreeMap<>();
    for (int i = 0; i < object.size(); i++) {
      members.put(object.key(i), object.value(i));
    }
    return members;
  }

  private static void differ(
      String what, @Nullable Object expected, @Nullable Object actual, List<String> differences) {
    if (!Objects.equals(expected, actual)) {
      differences.add(what + " should be " + expected + ", is " + actual);
    }
  }
}
