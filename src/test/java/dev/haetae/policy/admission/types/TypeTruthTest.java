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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a real cluster said of the types in policies' expressions, and what the checker says. */
final class TypeTruthTest {
  private static Resource resource(ObjectView view) {
    return Resource.of(view.value(), Origin.NONE, "default");
  }

  /** Where and what, without the number that the API server puts behind a kind's name. */
  private static String shown(String path, String warning) {
    return path + ": " + warning.replaceAll("\\b([A-Z][A-Za-z]+)[0-9]{3,}\\b", "$1");
  }

  private static List<ObjectView> rows(String kind) throws IOException, UnreadableException {
    return Stream.concat(TruthRows.of("vap").stream(), TruthRows.of("load").stream())
        .filter(row -> row.text("kind").equals(kind))
        .toList();
  }

  @Test
  void theCheckerWarnsAsTheClusterDoes() throws IOException, UnreadableException {
    TypeChecker checker =
        new TypeChecker(
            rows("definition").stream().map(row -> resource(row.object("object"))).toList());
    int checked = 0;
    for (ObjectView row : rows("load")) {
      if (!row.object("expected").has("typeChecking")) {
        continue;
      }
      checked++;
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
    assertThat(checked).isGreaterThan(30);
  }
}
