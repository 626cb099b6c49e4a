package dev.haetae.engine.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.policy.RunObserver;
import dev.haetae.engine.admission.AdmissionAttributes.GroupVersionName;
import dev.haetae.engine.admission.mutation.MutationOutcome;
import dev.haetae.policy.admission.AdmissionPolicyReader;
import dev.haetae.policy.admission.Equivalents;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.TreeDiff;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.TruthRows;
import dev.haetae.simulator.apply.ApplyException;
import dev.haetae.simulator.apply.CustomKinds;
import dev.haetae.simulator.apply.PatchStep;
import dev.haetae.simulator.apply.ServerPatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Mutations of single objects, odd ones for the most part, end as they ended in a real API server,
 * row by row: what is changed, and the sentence when they fail.
 *
 * <p>What only the API server's later stages refuse is left out, and what its other plugins do.
 */
final class MutationTruthTest {
  private static final Pattern OF_POLICY =
      Pattern.compile("(policy 'p' |Internal error occurred: ).*", Pattern.DOTALL);

  // What differs and may, and why.
  private static final Map<String, String> ALLOWED =
      Map.ofEntries(
          Map.entry("a28", "unknown fields are told in the order of Go's structs"),
          Map.entry("a32", "DefaultTolerationSeconds adds its tolerations again"),
          Map.entry("a115", "DefaultTolerationSeconds adds its tolerations again"),
          Map.entry("a116", "Priority adds the priority again"),
          Map.entry("b1", "DefaultTolerationSeconds adds its tolerations again"),
          Map.entry("b2", "DefaultTolerationSeconds adds its tolerations again"),
          Map.entry("b3", "DefaultTolerationSeconds adds its tolerations again"),
          Map.entry("b7", "Priority and DefaultTolerationSeconds add theirs again"),
          Map.entry("a144", "the key of a map is named as Go prints a number for a rune"),
          Map.entry("a256", "the key of a map is named as Go prints a number for a rune"),
          Map.entry("a161", "the same number in other words"),
          Map.entry("a200", "a key that is null is named {{undefined}}"),
          Map.entry("a209", "Go takes fields in no order"),
          Map.entry("a312", "Go takes fields in no order"),
          Map.entry("a346", "Go takes fields in no order"),
          Map.entry("a361", "the authorizer is not known"),
          Map.entry("b49", "lists in objects that are made are never equal in Go"),
          Map.entry("b52", "an optional selection of an object that is made finds nothing in Go"));

  private final Map<String, ObjectValue> bases = new HashMap<>();
  private CustomKinds kinds = CustomKinds.NONE;

  @Test
  void mutationsEndAsInTheApiServer() throws IOException, UnreadableException {
    List<String> disagreements = new ArrayList<>();
    int agreed = 0;
    int all = 0;
    for (ObjectView row : TruthRows.of("map")) {
      switch (row.text("kind")) {
        case "about" -> kinds = new CustomKinds(List.of(row.object("definition").value()));
        case "base" -> bases.put(row.text("id"), row.object("object").value());
        default -> {
          all++;
          String difference = difference(row);
          boolean allowed = ALLOWED.containsKey(row.text("id"));
          agreed += difference.isEmpty() ? 1 : 0;
          if (difference.isEmpty() == allowed) {
            disagreements.add(
                row.text("id") + ": " + (allowed ? "needs no allowance any more" : difference));
          }
        }
      }
    }
    System.out.println("mutations: agree " + agreed + '/' + all);
    assertThat(disagreements).isEmpty();
    assertThat(all).isGreaterThan(ALLOWED.size());
  }

  private String difference(ObjectView row) {
    MutationOutcome outcome = outcome(row);
    if (!outcome.open().isEmpty()) {
      return "open: " + outcome.open();
    }
    MutationOutcome.Refusal refusal = outcome.refusal();
    long code = row.integer("code", 0);
    if (code == 0) {
      return refusal != null && refusal.message().contains("an API server of 1.36 fails")
          ? ""
          : "the API server fails at it";
    }
    if (code < 400) {
      return refusal == null
          ? difference(outcome.object(), after(row))
          : "should be admitted: " + refusal;
    }
    String expected = OF_POLICY.matcher(row.text("message")).matches() ? row.text("message") : "";
    String actual = refusal == null ? "" : refusal.message();
    return expected.equals(actual) ? "" : "should say: " + expected + "\n says: " + actual;
  }

  private static String difference(ObjectValue actual, ObjectValue expected) {
    ObjectValue ours = actual.without("status");
    return ours.equals(expected) ? "" : "differs by " + TreeDiff.between(ours, expected);
  }

  private MutationOutcome outcome(ObjectView row) {
    ObjectValue base = Objects.requireNonNull(bases.get(row.text("base")));
    String apiVersion = base.text("apiVersion");
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    String version = apiVersion.substring(slash + 1);
    String kind = base.text("kind");
    AdmissionAttributes request =
        new AdmissionAttributes(
            "CREATE",
            new GroupVersionName(group, version, kind),
            new GroupVersionName(group, version, kind.toLowerCase(Locale.ROOT) + 's'),
            "",
            "x",
            "default",
            base,
            null,
            true,
            ObjectValue.EMPTY,
            ObjectValue.EMPTY);
    ObjectValue namespace = ObjectValue.of("metadata", named("default"));
    return Objects.requireNonNull(
        new AdmissionMutator(policies(row).policies(), Equivalents.BUILT_IN, kinds, false)
            .mutate(
                request,
                new Surroundings(_ -> namespace, ParamSource.UNKNOWN, null, RunObserver.NONE)));
  }

  private static ObjectValue named(String name) {
    return ObjectValue.of("name", new StringValue(name));
  }

  private static AdmissionPolicyReader policies(ObjectView row) {
    AdmissionPolicyReader reader = new AdmissionPolicyReader();
    reader.read(resource("MutatingAdmissionPolicy", "p", row.object("spec").value()));
    reader.read(
        resource(
            "MutatingAdmissionPolicyBinding",
            "b",
            ObjectValue.of("policyName", new StringValue("p"))));
    assertThat(reader.problems()).as(row.text("id")).isEmpty();
    return reader;
  }

  private static Resource resource(String kind, String name, ObjectValue spec) {
    return Resource.of(
        new ObjectValue.Builder(4)
            .put("apiVersion", "admissionregistration.k8s.io/v1")
            .put("kind", kind)
            .put("metadata", named(name))
            .put("spec", spec)
            .build(),
        Origin.NONE,
        "default");
  }

  private ObjectValue after(ObjectView row) {
    List<PatchStep> steps = new ArrayList<>();
    for (ObjectView step : row.objects("after")) {
      Value value = step.value().get("value");
      steps.add(new PatchStep(step.text("op"), step.text("path"), "", value));
    }
    try {
      return ServerPatch.apply(Objects.requireNonNull(bases.get(row.text("base"))), steps);
    } catch (ApplyException e) {
      throw new AssertionError(e);
    }
  }
}
