package dev.haetae.engine.admission;

import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.policy.admission.AdmissionPolicyReader;
import dev.haetae.policy.admission.Equivalents;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.TruthRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that was put before a real API server under policies, and its answer.
 *
 * @param row as it was recorded
 */
record VapRow(ObjectView row) {
  private static final Map<String, AdmissionPolicies> READ = new HashMap<>();

  /** All requests, but those of a family. */
  static List<VapRow> allBut(String family) throws IOException, UnreadableException {
    List<VapRow> rows = new ArrayList<>();
    for (ObjectView row : TruthRows.of("vap")) {
      if (row.text("kind").equals("request")
          && !row.text("family").equals(family)
          && row.has("review")) {
        rows.add(new VapRow(row));
      }
    }
    return rows;
  }

  String id() {
    return row.text("id");
  }

  String family() {
    return row.text("family");
  }

  ObjectView expected() {
    return row.object("expected");
  }

  AdmissionAttributes request() {
    return ReviewRequest.attributes(row.object("review").object("validating"));
  }

  AdmissionPolicies policies() {
    String key = row.value().get("policies") + " " + row.value().get("bindings");
    return READ.computeIfAbsent(key, _ -> read());
  }

  private AdmissionPolicies read() {
    AdmissionPolicyReader reader = new AdmissionPolicyReader();
    resources("policies").forEach(reader::read);
    resources("bindings").forEach(reader::read);
    return reader.policies();
  }

  List<Resource> resources(String field) {
    return resources(field, "default");
  }

  private List<Resource> resources(String field, String defaultNamespace) {
    return row.objects(field).stream()
        .map(view -> Resource.of(view.value(), Origin.NONE, defaultNamespace))
        .toList();
  }

  Surroundings surroundings() {
    ObjectValue namespace = row.has("namespace") ? row.object("namespace").value() : null;
    return new Surroundings(
        _ -> namespace,
        // As the cluster has them: what says no namespace is in none.
        new ListedParams(resources("params", "")),
        new Rights(request().user()),
        (_, _) -> {});
  }

  AdmissionDecision decision() {
    return new AdmissionPolicyEvaluator(policies(), Equivalents.BUILT_IN, false)
        .evaluate(request(), surroundings());
  }
}
