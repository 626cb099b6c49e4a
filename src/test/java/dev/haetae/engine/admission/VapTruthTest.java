package dev.haetae.engine.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Requests under ValidatingAdmissionPolicies are answered as a real API server answered them, row
 * by row; {@code -Dtruth.dir=…} takes the rows of another folder.
 */
final class VapTruthTest {
  @Test
  void requestsAreAnsweredAsTheApiServerAnswersThem() throws IOException, UnreadableException {
    Map<String, int[]> agreed = new TreeMap<>();
    List<String> disagreements = new ArrayList<>();
    for (VapRow row : VapRow.allBut("mutation")) {
      if (row.family().equals("cost")) {
        continue;
      }
      int[] counts = agreed.computeIfAbsent(row.family(), _ -> new int[2]);
      List<String> differences = differences(row);
      counts[1]++;
      if (differences.isEmpty()) {
        counts[0]++;
      } else {
        disagreements.add(row.id() + ": " + differences);
      }
    }
    agreed.forEach(
        (family, counts) -> System.out.println(family + ": agree " + counts[0] + "/" + counts[1]));
    disagreements.forEach(System.out::println);
    assertThat(disagreements).hasSizeLessThanOrEqualTo(0);
  }

  private static List<String> differences(VapRow row) {
    AdmissionDecision decision;
    try {
      decision = row.decision();
    } catch (RuntimeException e) {
      e.printStackTrace();
      return List.of("fails: " + e);
    }
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
    differ(
        "audit",
        new TreeMap<>(texts(expected)),
        new TreeMap<>(decision.auditAnnotations()),
        differences);
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

  private static void differ(
      String what, Object expected, Object actual, List<String> differences) {
    if (expected instanceof Map<?, ?> theirs && actual instanceof Map<?, ?> ours) {
      var keys = new java.util.TreeSet<Object>(theirs.keySet());
      keys.addAll(ours.keySet());
      for (Object key : keys) {
        if (!java.util.Objects.equals(theirs.get(key), ours.get(key))) {
          differences.add(
              what + " " + key + " should be " + theirs.get(key) + ", is " + ours.get(key));
        }
      }
    } else if (!expected.equals(actual)) {
      differences.add(what + " should be " + expected + ", is " + actual);
    }
  }
}
