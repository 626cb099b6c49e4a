package dev.haetae.admission;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.engine.Verdict.Omitted;
import dev.haetae.inventory.Inventory.Age;
import dev.haetae.rule.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The audit annotations of an answer: which policies denied, warned and so on, and what is only
 * recorded. The API server puts the webhook's name before each key: a word is enough of one.
 */
final class AuditAnnotations {
  // Of thousands of policies' names.
  private static final int LONGEST = 4096;

  private final Map<String, TreeSet<String>> names = new LinkedHashMap<>();

  private AuditAnnotations() {
    for (String key :
        List.of(
            "denied-by",
            "warned-by",
            "audited-by",
            "undecided-by",
            "repaired-by",
            "waived",
            "waived-by")) {
      names.put(key, new TreeSet<>());
    }
  }

  /**
   * Values by key, in the order of writing; empty when there is nothing to tell.
   *
   * @param most how many findings are recorded in words
   * @param repaired whether the answer has the repairs
   */
  static Map<String, String> of(Verdict verdict, int most, boolean repaired, @Nullable Age oldest) {
    AuditAnnotations annotations = new AuditAnnotations();
    List<String> recorded = new ArrayList<>();
    for (Finding finding : verdict.findings()) {
      annotations.addBy(finding.action(), finding.policy());
      if (finding.audited()) {
        annotations.add("audited-by", finding.policy());
        recorded.add(AdmissionReviewWriter.line(finding));
      }
    }
    for (Finding finding : verdict.undecided()) {
      annotations.addBy(finding.action(), finding.policy());
      annotations.add("undecided-by", finding.policy());
    }
    if (repaired) {
      verdict.repairs().forEach(repair -> annotations.add("repaired-by", repair.policy()));
    }
    for (Finding finding : verdict.waived()) {
      annotations.addWaived(finding.policy(), finding.exception());
    }
    int more = annotations.addOmitted(verdict.omitted());

    Map<String, String> values = new LinkedHashMap<>();
    annotations.names.forEach((key, some) -> {
      if (!some.isEmpty()) {
        values.put(key, AdmissionReviewWriter.cut(String.join(",", some), LONGEST));
      }
    });
    if (!recorded.isEmpty()) {
      int told = Math.min(most, recorded.size());
      List<String> lines =
          Warnings.within(recorded.subList(0, told), more + recorded.size() - told);
      values.put("findings", String.join("\n", lines));
    }
    if (oldest != null) {
      values.put("world-age", oldest.age().toSeconds() + " s (" + oldest.kind() + ")");
    }
    return values;
  }

  private void add(String key, String name) {
    names.getOrDefault(key, new TreeSet<>()).add(name);
  }

  private void addBy(Action action, String policy) {
    switch (action) {
      case DENY -> add("denied-by", policy);
      case WARN -> add("warned-by", policy);
      case AUDIT -> {}
    }
  }

  private void addWaived(String policy, String exception) {
    add("waived", policy);
    if (!exception.isEmpty()) {
      add("waived-by", exception);
    }
  }

  // How many of them would be recorded in words.
  private int addOmitted(List<Omitted> omitted) {
    int recorded = 0;
    for (Omitted some : omitted) {
      switch (some.sort()) {
        case FINDING -> {
          addBy(some.action(), some.policy());
          if (some.audited()) {
            add("audited-by", some.policy());
            recorded += some.count();
          }
        }
        case UNDECIDED -> {
          addBy(some.action(), some.policy());
          add("undecided-by", some.policy());
        }
        case WAIVED -> addWaived(some.policy(), some.exception());
      }
    }
    return recorded;
  }
}
