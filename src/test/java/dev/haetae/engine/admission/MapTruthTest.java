package dev.haetae.engine.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.policy.RunObserver;
import dev.haetae.engine.admission.mutation.MutationOutcome;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.policy.admission.AdmissionPolicyReader;
import dev.haetae.policy.admission.Equivalents;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.TreeDiff;
import dev.haetae.simulator.TruthRows;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.strategy.Strategies;
import dev.haetae.simulator.apply.CustomKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Requests under MutatingAdmissionPolicies are changed and answered as a real API server changed
 * and answered them, row by row; {@code -Dtruth.dir=…} takes the rows of another folder.
 */
final class MapTruthTest {
  private static final Path WIDGETS =
      Path.of("src/test/resources/dev/haetae/engine/admission/widgets.json");

  // What differs and may: the row's name without its numbers, and why.
  private static final Map<String, String> ALLOWED = Map.of();

  @Test
  void objectsAreChangedAsTheApiServerChangesThem() throws IOException, UnreadableException {
    List<String> disagreements = new ArrayList<>();
    int agreed = 0;
    int all = 0;
    for (Row row : rows()) {
      List<String> differences = differences(row);
      all++;
      if (differences.isEmpty()) {
        agreed++;
      } else if (!ALLOWED.containsKey(row.id().replaceAll("^\\d+-|-\\d+$", ""))) {
        disagreements.add(row.id() + ": " + differences);
      }
    }
    System.out.println("mutation: agree " + agreed + "/" + all);
    disagreements.forEach(System.out::println);
    assertThat(disagreements).isEmpty();
    assertThat(agreed).isPositive();
  }

  /** A request under mutating policies, and its answer. */
  private record Row(ObjectView view) {
    String id() {
      return view.text("id");
    }

    ObjectView expected() {
      return view.object("expected");
    }

    AdmissionPolicies policies() {
      AdmissionPolicyReader reader = new AdmissionPolicyReader();
      resources("policies").forEach(reader::read);
      resources("bindings").forEach(reader::read);
      assertThat(reader.problems()).as(id()).isEmpty();
      return reader.policies();
    }

    private List<Resource> resources(String field) {
      return view.objects(field).stream()
          .map(object -> Resource.of(object.value(), Origin.NONE, "default"))
          .toList();
    }

    Surroundings surroundings() {
      ObjectValue namespace = view.has("namespace") ? view.object("namespace").value() : null;
      return new Surroundings(
          _ -> namespace, new ListedParams(resources("params")), null, RunObserver.NONE);
    }
  }

  private static List<Row> rows() throws IOException, UnreadableException {
    return TruthRows.of("vap").stream()
        .filter(row -> row.text("kind").equals("request") && row.text("family").equals("mutation"))
        .map(Row::new)
        .toList();
  }

  private static List<String> differences(Row row) throws IOException, UnreadableException {
    AdmissionAttributes request =
        ReviewRequest.attributes(row.view().object("review").object("mutating"));
    MutationOutcome outcome =
        new AdmissionMutator(row.policies(), Equivalents.BUILT_IN, kinds(), false)
            .mutate(request, row.surroundings());
    List<String> differences = new ArrayList<>();
    if (outcome == null) {
      return List.of("no policy was asked");
    }
    if (!outcome.open().isEmpty()) {
      differences.add("open: " + outcome.open());
    }
    ObjectView expected = row.expected();
    MutationOutcome.Refusal refusal = outcome.refusal();
    if (refusal != null) {
      refused(expected, refusal, differences);
      return differences;
    }
    ObjectView after = row.view().object("after");
    ObjectValue object = outcome.object();
    ObjectValue otherwise = outcome.otherwise();
    if (after.has("mutating")) {
      ObjectValue theirs = after.object("mutating").value();
      // The API server draws the order of policies.
      object = otherwise != null && bare(otherwise).equals(bare(theirs)) ? otherwise : object;
      same("mutating", theirs, object, differences);
    }
    judged(row, request.with(object), differences);
    return differences;
  }

  private static void refused(
      ObjectView expected, MutationOutcome.Refusal refusal, List<String> differences) {
    if (expected.flag("panic", false)) {
      differ("panic", true, refusal.message().contains("an API server of 1.36 fails"), differences);
      return;
    }
    differ("admitted", expected.flag("admitted", false), false, differences);
    differ("code", (int) expected.integer("code", 0), refusal.code(), differences);
    differ("reason", expected.text("reason"), refusal.reason(), differences);
    differ("message", expected.text("message"), refusal.message(), differences);
    differ(
        "causes",
        expected.objects("causes").stream().map(cause -> cause.text("message")).toList(),
        refusal.causes(),
        differences);
  }

  // What validating policies see comes of the object that the mutating ones leave.
  private static void judged(Row row, AdmissionAttributes request, List<String> differences) {
    ObjectValue object = request.object();
    if (object == null) {
      return;
    }
    Attributes attributes =
        new Attributes(object, request.oldObject(), request.namespace(), InventorySnapshot.OPEN);
    var _ = Strategies.prepare(attributes);
    ObjectView after = row.view().object("after");
    if (after.has("validating")) {
      // A status is what its controllers make of it.
      same(
          "validating",
          after.object("validating").value().without("status"),
          attributes.object().without("status"),
          differences);
    }
    AdmissionDecision decision =
        new AdmissionPolicyEvaluator(row.policies(), Equivalents.BUILT_IN, false)
            .evaluate(request.with(attributes.object()), row.surroundings());
    differ("admitted", row.expected().flag("admitted", false), !decision.isDenied(), differences);
    AdmissionDecision.Status status = decision.status();
    if (status != null) {
      differ("message", row.expected().text("message"), status.message(), differences);
    }
  }

  private static void same(
      String view, ObjectValue expected, ObjectValue actual, List<String> differences) {
    ObjectValue theirs = bare(expected);
    ObjectValue ours = bare(actual);
    if (!theirs.equals(ours)) {
      differences.add(view + " " + TreeDiff.between(ours, theirs));
    }
  }

  // Without what only the API server can know.
  private static ObjectValue bare(ObjectValue object) {
    if (!(object.get("metadata") instanceof ObjectValue metadata)) {
      return object;
    }
    return object.with(
        "metadata",
        metadata
            .without("resourceVersion")
            .without("managedFields")
            .without("uid")
            .without("creationTimestamp")
            .without("generation"));
  }

  private static CustomKinds kinds() throws IOException, UnreadableException {
    return new CustomKinds(List.of(TruthRows.object(Files.readString(WIDGETS))));
  }

  private static void differ(
      String what, Object expected, Object actual, List<String> differences) {
    if (!expected.equals(actual)) {
      differences.add(what + " should be " + expected + ", is " + actual);
    }
  }
}
