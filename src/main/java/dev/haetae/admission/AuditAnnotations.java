package dev.haetae.admission;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.engine.Verdict.Omitted;
import dev.haetae.inventory.Inventory.Age;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.rule.Action;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
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

  /** An annotation whose value are names, in the order of writing. */
  private enum Annotation {
    DENIED_BY,
    WARNED_BY,
    AUDITED_BY,
    UNDECIDED_BY,
    REPAIRED_BY,
    WAIVED,
    WAIVED_BY;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private final Map<Annotation, TreeSet<String>> names = new EnumMap<>(Annotation.class);

  private AuditAnnotations() {}

  /**
   * The annotations, strings by key in the order of writing; none when there is nothing to tell.
   *
   * @param most how many findings are recorded in words
   * @param repaired whether the answer has the repairs
   */
  static ObjectValue of(Verdict verdict, int most, boolean repaired, @Nullable Age oldest) {
    AuditAnnotations annotations = new AuditAnnotations();
    List<String> recorded = new ArrayList<>();
    for (Finding finding : verdict.findings()) {
      annotations.addBy(finding.action(), finding.policy());
      if (finding.audited()) {
        annotations.add(Annotation.AUDITED_BY, finding.policy());
        recorded.add(AdmissionReviewWriter.line(finding));
      }
    }
    for (Finding finding : verdict.undecided()) {
      annotations.addBy(finding.action(), finding.policy());
      annotations.add(Annotation.UNDECIDED_BY, finding.policy());
    }
    if (repaired) {
      verdict.repairs().forEach(repair -> annotations.add(Annotation.REPAIRED_BY, repair.policy()));
    }
    for (Finding finding : verdict.waived()) {
      annotations.addWaived(finding.policy(), finding.exception());
    }
    int more = annotations.addOmitted(verdict.omitted());

    ObjectValue.Builder values = new ObjectValue.Builder(4);
    annotations.names.forEach((annotation, some) ->
        values.put(annotation.word, AdmissionReviewWriter.cut(String.join(",", some), LONGEST)));
    if (!recorded.isEmpty()) {
      int told = Math.min(most, recorded.size());
      List<String> lines =
          Warnings.within(recorded.subList(0, told), more + recorded.size() - told);
      values.put("findings", String.join("\n", lines));
    }
    verdict
        .annotations()
        .forEach((key, value) -> values.put(key, AdmissionReviewWriter.cut(value, LONGEST)));
    if (oldest != null) {
      values.put("world-age", oldest.age().toSeconds() + " s (" + oldest.kind() + ")");
    }
    return values.build();
  }

  private void add(Annotation annotation, String name) {
    names.computeIfAbsent(annotation, _ -> new TreeSet<>()).add(name);
  }

  private void addBy(Action action, String policy) {
    switch (action) {
      case DENY -> add(Annotation.DENIED_BY, policy);
      case WARN -> add(Annotation.WARNED_BY, policy);
      case AUDIT -> {}
    }
  }

  private void addWaived(String policy, String exception) {
    add(Annotation.WAIVED, policy);
    if (!exception.isEmpty()) {
      add(Annotation.WAIVED_BY, exception);
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
            add(Annotation.AUDITED_BY, some.policy());
            recorded += some.count();
          }
        }
        case UNDECIDED -> {
          addBy(some.action(), some.policy());
          add(Annotation.UNDECIDED_BY, some.policy());
        }
        case WAIVED -> addWaived(some.policy(), some.exception());
      }
    }
    return recorded;
  }
}
