package dev.haetae.engine.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Requests under ValidatingAdmissionPolicies are answered as a real API server answered them, row
 * by row; {@code -Dtruth.dir=…} takes the rows of another folder.
 */
final class VapTruthTest {
  private static final double LEAST = 0.99;

  /** The rows that differ, each with why; the list only shrinks. */
  private static final Map<String, String> ALLOWED =
      Map.ofEntries(
          Map.entry("widgets-double", "a webhook is told 1 where the field's schema says 1.0"),
          Map.entry("library-14", "a yet unexplained value"));

  @Test
  void requestsAreAnsweredAsTheApiServerAnswersThem() throws IOException, UnreadableException {
    Map<String, int[]> agreed = new TreeMap<>();
    List<String> disagreements = new ArrayList<>();
    int all = 0;
    for (VapRow row : VapRow.allBut("mutation")) {
      int[] counts = agreed.computeIfAbsent(row.family(), _ -> new int[2]);
      List<String> differences = differences(row);
      counts[1]++;
      all++;
      if (differences.isEmpty()) {
        counts[0]++;
      } else {
        disagreements.add(row.id() + ": " + differences);
      }
    }
    agreed.forEach(
        (family, counts) -> System.out.println(family + ": agree " + counts[0] + "/" + counts[1]));
    int same = all - disagreements.size();
    System.out.println("all: agree " + same + "/" + all);
    disagreements.forEach(System.out::println);
    assertThat((double) same / all).as("agreement").isGreaterThanOrEqualTo(LEAST);
    if (System.getProperty("truth.dir") == null) {
      assertThat(disagreements).allMatch(VapTruthTest::isAllowed);
    }
  }

  // A row's id is its seed, the name of its policies and its number.
  private static boolean isAllowed(String disagreement) {
    String name = disagreement.substring(disagreement.indexOf('-') + 1);
    return ALLOWED.keySet().stream().anyMatch(allowed -> name.startsWith(allowed + '-'));
  }

  private static List<String> differences(VapRow row) {
    AdmissionDecision decision = row.decision();
    List<String> differences = new ArrayList<>();
    ObjectView expected = row.expected();
    differ("admitted", expected.flag("admitted", false), !decision.isDenied(), differences);
    AdmissionDecision.Status status = decision.status();
    if (status != null && !expected.flag("admitted", false)) {
      differ("code", (int) expected.integer("code", 0), status.code(), differences);
      differ("reason", expected.text("reason"), status.reason(), differences);
      differ("message", expected.text("message"), status.message(), differences);
      differ(
          "cause",
          expected.objects("causes").getFirst().text("message"),
          status.causes().getFirst(),
          differences);
    }
    differ("warnings", expected.texts("warnings"), decision.warnings(), differences);
    Map<String, String> audit = texts(expected);
    Set<String> keys = new TreeSet<>(audit.keySet());
    keys.addAll(decision.auditAnnotations().keySet());
    for (String key : keys) {
      differ(
          "audit " + key,
          sorted(audit.getOrDefault(key, "")),
          sorted(decision.auditAnnotations().getOrDefault(key, "")),
          differences);
    }
    if (decision.isOpen()) {
      differences.add(
          "open: "
              + decision.violations().stream()
                  .filter(Violation::isOpen)
                  .map(violation -> violation.unknown() + " " + violation.message())
                  .toList());
    }
    return differences;
  }

  private static Map<String, String> texts(ObjectView expected) {
    ObjectValue audit = expected.object("audit").value();
    Map<String, String> texts = new TreeMap<>();
    for (int i = 0; i < audit.size(); i++) {
      texts.put(audit.key(i), audit.text(audit.key(i)));
    }
    return texts;
  }

  // The order of a policy's bindings is no more fixed than that of a Go map.
  private static List<String> sorted(String values) {
    return Stream.of(values.split(", ", -1)).sorted().toList();
  }

  private static void differ(
      String what, Object expected, Object actual, List<String> differences) {
    if (!expected.equals(actual)) {
      differences.add(what + " should be " + expected + ", is " + actual);
    }
  }
}
