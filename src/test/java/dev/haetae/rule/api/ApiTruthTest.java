package dev.haetae.rule.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RuleTrial;
import dev.haetae.simulator.TruthRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a real API server has taken is not refused, and what its validation has refused is. */
final class ApiTruthTest {
  // Of these the cluster decides: which addresses and ports there are, and which are taken.
  private static final Pattern ALLOCATED =
      Pattern.compile("allocate IP|already allocated|not in the valid range|dual-stack services");

  private final RuleTrial validation = RuleTrial.of("api-validation");
  private final RuleTrial immutable = RuleTrial.of("immutable-fields");
  private final List<String> wrong = new ArrayList<>();
  private int objects;

  @Test
  void saysNothingOfNewObjectsThatWereTaken() throws IOException, UnreadableException {
    for (ObjectView row : TruthRows.of("[a-z]+")) {
      ObjectView truth = row.object("truth");
      if (truth.has("previous")) {
        silent(row, resource(truth.object("previous")));
      } else if (row.has("truth") && row.has("object") && isTaken(truth, row.text("kind"))) {
        silent(row, resource(row.object("object")));
      }
    }
    end(2000);
  }

  @Test
  void saysNothingOfManifestsThatWereTaken() throws IOException, UnreadableException {
    for (ObjectView row : TruthRows.of("strict")) {
      if (row.object("truth").flag("accepted", false)) {
        for (Resource object : manifest(row.text("yaml"))) {
          silent(row, object);
        }
      }
    }
    end(20);
  }

  @Test
  void saysNothingOfUpdatesThatWereTaken() throws IOException, UnreadableException {
    for (String topic : List.of("update", "resize")) {
      for (ObjectView row : TruthRows.of(topic)) {
        if (row.object("truth").flag("accepted", false)) {
          objects++;
          judge(row, updated(row, live(row)));
          judge(row, updated(row, previous(row)));
          judge(row, updated(row, annotated(row)));
        }
      }
    }
    end(100);
  }

  @Test
  void refusesWhatValidationHasRefused() throws IOException, UnreadableException {
    for (ObjectView row : TruthRows.of("invalid")) {
      if (isInvalid(row)) {
        objects++;
        Verdict verdict = validation.create(resource(row.object("object")), EnforcementPoint.CHECK);
        compare(row, verdict.findings());
      }
    }
    end(200);
  }

  @Test
  void refusesUpdatesThatValidationHasRefused() throws IOException, UnreadableException {
    for (ObjectView row : TruthRows.of("update")) {
      if (isInvalid(row)) {
        objects++;
        List<Finding> found = new ArrayList<>();
        updated(row, annotated(row)).forEach(verdict -> found.addAll(verdict.findings()));
        compare(row, found);
      }
    }
    end(50);
  }

  // A finding for each cause, but where several say one thing of one field; and each at a field
  // that is there, or not far below one.
  private void compare(ObjectView row, List<Finding> found) {
    Set<String> causes = new HashSet<>();
    for (ObjectView cause : row.object("truth").objects("causes")) {
      causes.add(cause.text("field") + cause.text("message"));
    }
    if (found.isEmpty() || (row.text("kind").equals("invalid") && found.size() < causes.size())) {
      wrong.add(row.text("id") + ": " + found + ", not " + row.object("truth").text("message"));
    }
    for (Finding finding : found) {
      Path parent = finding.path().parent();
      Path above = parent == null ? null : parent.parent();
      if (above != null && above.in(finding.object().tree()).isNull()) {
        wrong.add(row.text("id") + ": nowhere: " + finding);
      }
    }
  }

  // Plugins that come after validation refuse objects that are valid.
  private static boolean isTaken(ObjectView truth, String kind) {
    return truth.flag("accepted", !truth.has("code"))
        || (truth.integer("code", 0) == 403 && !kind.equals("invalid"));
  }

  private static boolean isInvalid(ObjectView row) {
    ObjectView truth = row.object("truth");
    return truth.integer("code", 0) == 422 && !ALLOCATED.matcher(truth.text("message")).find();
  }

  private void silent(ObjectView row, Resource object) {
    objects++;
    judge(row, List.of(validation.create(object, EnforcementPoint.CHECK)));
  }

  private void judge(ObjectView row, List<Verdict> verdicts) {
    for (Verdict verdict : verdicts) {
      if (!verdict.findings().isEmpty() || !verdict.faults().isEmpty()) {
        wrong.add(row.text("id") + ' ' + verdict.findings() + verdict.faults());
      }
    }
  }

  private List<Verdict> updated(ObjectView row, ObjectValue before) {
    Review review =
        Review.update(
            resource(row.object("object")),
            Resource.of(before, Origin.NONE, "default"),
            EnforcementPoint.CHECK);
    return List.of(validation.judge(review), immutable.judge(review));
  }

  private static ObjectValue live(ObjectView row) {
    return row.objects("inventory").getFirst().value();
  }

  private static ObjectValue previous(ObjectView row) {
    return row.object("truth").object("previous").value();
  }

  // As kubectl leaves it.
  private static ObjectValue annotated(ObjectView row) {
    ObjectValue live = live(row);
    ObjectValue metadata = (ObjectValue) live.get("metadata");
    ObjectValue annotations =
        metadata.get("annotations") instanceof ObjectValue some ? some : ObjectValue.EMPTY;
    String key = "kubectl.kubernetes.io/last-applied-configuration";
    String written = JsonWriter.toText(previous(row));
    return live.with(
        "metadata", metadata.with("annotations", annotations.with(key, new StringValue(written))));
  }

  private void end(int least) {
    System.out.println("api-validation: " + objects + " objects, " + wrong.size() + " wrong");
    assertThat(objects).isGreaterThan(least);
    assertThat(wrong).isEmpty();
  }

  private static Resource resource(ObjectView object) {
    return Resource.of(object.value(), Origin.NONE, "default");
  }

  private static List<Resource> manifest(String yaml) {
    return ManifestReader.read(yaml.getBytes(UTF_8), "row.yaml", "default", Limits.FILES)
        .resources();
  }
}
