package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code haetae check} decides of the objects of recorded requests as a real API server did, and
 * says first what that said; {@code -Dtruth.dir=…} takes the rows of another folder.
 */
final class VapCheckTest {
  private static final String DENIED = " denied request: ";

  @TempDir private java.nio.file.Path folder;

  @Test
  void objectsAreJudgedAsTheApiServerJudgesThem() throws IOException, UnreadableException {
    VapFiles.Agreement agreement = new VapFiles.Agreement();
    for (ObjectView row : VapFiles.decided()) {
      if (isOfAFile(row)) {
        agreement.add(row, differences(row));
      }
    }
    agreement.print("check");
    assertThat(agreement.disagreeing()).isEmpty();
  }

  // A file holds a whole object, of no subresource.
  private static boolean isOfAFile(ObjectView row) {
    ObjectView request = row.object("request");
    String verb = request.text("verb");
    ObjectView review = row.object("review");
    ObjectView seen =
        review.has("validating") ? review.object("validating") : review.object("mutating");
    return !request.text("method").equals("PATCH")
        && !verb.equals("CONNECT")
        && !seen.has("subResource")
        && (request.has("body") || verb.equals("DELETE"));
  }

  private List<String> differences(ObjectView row) throws IOException {
    VapFiles files = new VapFiles(row, folder.resolve(row.text("id")));
    Trial trial = Trial.of(arguments(row, files).toArray(String[]::new));
    List<String> differences = new ArrayList<>();
    ObjectView expected = row.object("expected");
    boolean admitted = expected.flag("admitted", false);
    differ("exit code", admitted ? 0 : 1, trial.code(), differences);
    if (trial.code() > 1) {
      differences.add(
          trial.out().lines().limit(2).toList() + "" + trial.err().lines().limit(2).toList());
      return differences;
    }
    ObjectView report = ObjectView.of(trial.json(), Path.ROOT);
    List<String> denials = new ArrayList<>();
    for (ObjectView finding : report.objects("findings")) {
      if (finding.text("action").equals("Deny")) {
        denials.add(finding.text("message"));
      }
    }
    for (ObjectView finding : report.objects("undecided")) {
      differences.add("undecided: " + finding.text("message") + finding.text("remediation"));
    }
    String message = expected.text("message");
    if (!admitted && message.contains(DENIED)) {
      String told = message.substring(message.indexOf(DENIED) + DENIED.length());
      if (!denials.contains(told)) {
        differences.add("should say " + told + ", says " + denials);
      }
    }
    return differences;
  }

  private static List<String> arguments(ObjectView row, VapFiles files) throws IOException {
    ObjectView request = row.object("request");
    String verb = request.text("verb");
    ObjectView review = row.object("review");
    ObjectView seen =
        review.has("validating") ? review.object("validating") : review.object("mutating");
    List<String> arguments = new ArrayList<>(List.of("check", "-o", "json"));
    arguments.addAll(files.arguments());
    ObjectView user = seen.object("userInfo");
    List<String> as = new ArrayList<>(List.of(user.text("username")));
    as.addAll(user.texts("groups"));
    arguments.addAll(List.of("--as", String.join(",", as), "--operation", verb));
    if (!seen.text("namespace").isEmpty()) {
      arguments.addAll(List.of("-n", seen.text("namespace")));
    }
    if (verb.equals("UPDATE")) {
      arguments.addAll(List.of("--old", files.write("old.json", row.object("existing").value())));
    }
    ObjectValue object =
        (verb.equals("DELETE") ? row.object("existing") : request.object("body")).value();
    arguments.add(files.write("object.json", object));
    return arguments;
  }

  private static void differ(
      String what, Object expected, Object actual, List<String> differences) {
    if (!Objects.equals(expected, actual)) {
      differences.add(what + " should be " + expected + ", is " + actual);
    }
  }
}
