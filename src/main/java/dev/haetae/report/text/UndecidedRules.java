package dev.haetae.report.text;

import dev.haetae.engine.Finding;
import dev.haetae.engine.UnjudgedReasons;
import dev.haetae.report.Located;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What could not be decided, a line a rule: the first of it, how much there is, what to add. */
final class UndecidedRules {
  private static final String INVENTORY = "cluster.yaml";
  private static final String ADD_INVENTORY = "add -i " + INVENTORY;
  private static final int MOST_NEEDED = 2;

  private final Map<String, List<Located>> rules = new LinkedHashMap<>();
  private final String toSee;

  /**
   * Sorts them by rules.
   *
   * @param toSee the command that saves what is not seen; empty where everything is
   */
  UndecidedRules(List<Located> undecided, String toSee) {
    for (Located located : undecided) {
      rules.computeIfAbsent(located.finding().rule(), _ -> new ArrayList<>()).add(located);
    }
    this.toSee = toSee;
  }

  void write(Lines lines) {
    boolean savable = false;
    for (List<Located> alike : rules.values()) {
      Set<String> needed = new LinkedHashSet<>();
      alike.forEach(one -> needed.add(needed(one.finding())));
      savable |= needed.contains(ADD_INVENTORY);
      List<String> remarks = new ArrayList<>();
      if (alike.size() > 1) {
        remarks.add("1 of " + alike.size());
      }
      // What serves most first.
      needed.stream()
          .filter(one -> !one.isEmpty())
          .sorted(Comparator.comparing(one -> !one.equals(ADD_INVENTORY)))
          .limit(MOST_NEEDED)
          .forEach(remarks::add);
      lines.headline(
          alike.getFirst(),
          TextReport.undecided(lines.palette()),
          remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ')');
    }
    if (savable) {
      lines.whole("  to decide it: " + toSee + " >" + INVENTORY);
    }
    if (!rules.isEmpty()) {
      lines.blank();
    }
  }

  // What would have it decided; empty when its message says all there is to say.
  private String needed(Finding finding) {
    if (!finding.remediation().isEmpty()) {
      return Text.escape(finding.remediation());
    }
    return toSee.isEmpty() || UnjudgedReasons.include(finding.reason()) ? "" : ADD_INVENTORY;
  }
}
