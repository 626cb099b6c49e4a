package dev.haetae.policy.admission.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.policy.admission.AdmissionPolicyReader;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.simulator.TruthRows;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a real cluster said of the types in policies' expressions, and what the checker says. */
final class TypeTruthTest {
  private static final String LIMITS =
      """
      {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
       "metadata": {"name": "limits.test.haetae.dev"},
       "spec": {"group": "test.haetae.dev", "scope": "Namespaced",
         "names": {"plural": "limits", "singular": "limits", "kind": "Limits"},
         "versions": [{"name": "v1", "served": true, "storage": true,
           "schema": {"openAPIV3Schema": {"type": "object", "properties": {
             "spec": {"type": "object", "properties": {
               "maxReplicas": {"type": "integer"}}}}}}}]}}
      """;

  private static Resource resource(ObjectView view) {
    return Resource.of(view.value(), Origin.NONE, "default");
  }

  /** Where and what, without the number that the API server puts behind a kind's name. */
  private static String shown(String path, String warning) {
    return path + ": " + warning.replaceAll("\\b([A-Z][A-Za-z]+)[0-9]{3,}\\b", "$1");
  }

  @Test
  void theCheckerWarnsAsTheClusterDoes() throws IOException, UnreadableException {
    TypeChecker checker =
        new TypeChecker(List.of(Resource.of(TruthRows.object(LIMITS), Origin.NONE, "default")));
    int rows = 0;
    for (ObjectView row : TruthRows.of("vap")) {
      if (!row.object("expected").has("typeChecking")) {
        continue;
      }
      rows++;
      AdmissionPolicyReader reader =
          new AdmissionPolicyReader().read(resource(row.object("object")));
      assertThat(reader.problems()).as(row.text("id")).isEmpty();
      assertThat(
              checker.check(reader.policies().policies().getFirst()).stream()
                  .map(warning -> shown(warning.path().toString(), warning.text())))
          .as(row.text("id"))
          .isEqualTo(
              row.object("expected").objects("typeChecking").stream()
                  .map(warning -> shown(warning.text("fieldRef"), warning.text("warning")))
                  .toList());
    }
    assertThat(rows).isGreaterThan(10);
  }
}
