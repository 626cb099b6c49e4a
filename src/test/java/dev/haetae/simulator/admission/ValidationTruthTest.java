package dev.haetae.simulator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.TruthRows;
import dev.haetae.simulator.apply.ServerSideApply;
import dev.haetae.simulator.validation.Validation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The API server's answers to invalid objects, to new versions of objects, and to claims that grow
 * are foreseen: code, reason, and every cause.
 */
final class ValidationTruthTest {
  private static final Pattern MADE_UP =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern LARGE = Pattern.compile("Invalid value: [{\\[].{400,}[}\\]]: ");

  static void agrees(String topic) throws IOException, UnreadableException {
    List<String> wrong = new ArrayList<>();
    List<ObjectView> rows = TruthRows.of(topic);
    for (ObjectView row : rows) {
      compare(row, wrong);
    }
    System.out.println(topic + ": agree " + (rows.size() - wrong.size()) + "/" + rows.size());
    assertThat(wrong).isEmpty();
  }

  private static void compare(ObjectView row, List<String> wrong) {
    ObjectView truth = row.object("truth");
    Answer answer =
        new ApiServer(Validation.BUILT_IN).answer(submission(row), AdmissionTruth.world(row));
    List<String> predicted = new ArrayList<>();
    answer
        .causes()
        .forEach(cause -> predicted.add(line(cause.reason(), cause.field(), cause.message())));
    List<String> real = new ArrayList<>();
    for (ObjectView cause : truth.objects("causes")) {
      real.add(line(cause.text("reason"), cause.text("field"), cause.text("message")));
    }
    predicted.sort(null);
    real.sort(null);
    predicted.addFirst(answer.code() + " " + answer.reason());
    real.addFirst(truth.integer("code", 0) + " " + truth.text("reason"));
    if (truth.integer("code", 0) != 422) {
      predicted.add(answer.message());
      real.add(truth.text("message"));
    }
    if (!real.equals(predicted)) {
      wrong.add(
          row.text("id")
              + "\n  real      "
              + String.join("\n            ", real)
              + "\n  predicted "
              + String.join("\n            ", predicted));
    }
  }

  private static Submission submission(ObjectView row) {
    ObjectValue object = row.object("object").value();
    if (!row.object("truth").has("previous")) {
      return Submission.create(Resource.of(object, Origin.NONE, "default"));
    }
    ObjectValue live = row.objects("inventory").getFirst().value();
    ObjectValue merged =
        ServerSideApply.merge(live, row.object("truth").object("previous").value(), object);
    return Submission.update(Resource.of(merged, Origin.NONE, "default"), live);
  }

  // Without what is made up, differences between two specs, and the types of the API server's own
  // that are too large to be shown. An empty map that is written is none once it is decoded.
  private static String line(String reason, String field, String message) {
    String first = message.lines().findFirst().orElse("");
    String known = MADE_UP.matcher(first).replaceAll("UID");
    return reason
        + ' '
        + field
        + ' '
        + LARGE
            .matcher(known)
            .replaceAll("Invalid value: …: ")
            .replace("Unsupported value: {}", "Unsupported value: null");
  }

  @Test
  void invalid() throws IOException, UnreadableException {
    agrees("invalid");
  }

  @Test
  void update() throws IOException, UnreadableException {
    agrees("update");
  }

  @Test
  void resize() throws IOException, UnreadableException {
    agrees("resize");
  }
}
