package dev.haetae.audit;

import dev.haetae.audit.AuditResult.Totals;
import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import dev.haetae.report.text.Detail;
import dev.haetae.report.text.Lines;
import dev.haetae.report.text.Palette;
import dev.haetae.report.text.TextStyle;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Writes an audit for people: what is denied under the name of its owner, the rest rule by rule,
 * and at last a line that counts. With rules that are to be enforced, an {@link EnforcementText}
 * alone.
 */
public final class AuditText {
  private static final int MOST_OWNERS = 100;

  private final AuditResult result;
  private final Lines lines;
  private final Palette palette;
  private final Detail detail;

  private AuditText(AuditResult result, TextStyle style) {
    this.result = result;
    this.lines = new Lines(result.report(), style);
    this.palette = style.palette();
    this.detail = style.detail();
  }

  /** The audit's text, with a line break at its end. */
  public static String write(AuditResult result, TextStyle style) {
    return new AuditText(result, style).write();
  }

  private String write() {
    result.report().errors().forEach(lines::error);
    if (!result.enforcements().isEmpty()) {
      new EnforcementText(result, lines).write();
      return lines.toString();
    }
    if (detail == Detail.FULL) {
      everything();
    } else {
      denied();
    }
    if (detail == Detail.GATHERED) {
      others();
    }
    summary();
    return lines.toString();
  }

  private void line(String text) {
    lines.line(text);
  }

  private void everything() {
    for (AuditedOwner owner : result.owners()) {
      List<Located> all = new ArrayList<>(owner.findings());
      all.addAll(owner.undecided());
      all.addAll(owner.waived());
      all.addAll(owner.repairs());
      if (!all.isEmpty() || !owner.refused().isEmpty()) {
        line(palette.bold(owner.describe()));
        alike(owner.findings(), _ -> true, finding -> word(finding.action()));
        nextPod(owner);
        alike(owner.undecided(), _ -> true, _ -> palette.magenta("undecided"));
        alike(owner.waived(), _ -> true, _ -> palette.dim("waived"));
        alike(owner.repairs(), _ -> true, _ -> palette.green("repaired"));
        lines.blank();
      }
    }
  }

  private void denied() {
    List<AuditedOwner> denied = result.owners().stream().filter(AuditedOwner::isDenied).toList();
    for (AuditedOwner owner : denied.subList(0, Math.min(MOST_OWNERS, denied.size()))) {
      line(palette.bold(owner.describe()));
      alike(
          owner.findings(),
          finding -> finding.action() == Action.DENY,
          finding -> word(finding.action()));
      nextPod(owner);
      lines.blank();
    }
    if (denied.size() > MOST_OWNERS) {
      line(denied.size() - MOST_OWNERS + " more owners are denied something: -o json names them");
      lines.blank();
    }
  }

  // What its own findings do not say: an exception may cover it, and not what it makes.
  private void nextPod(AuditedOwner owner) {
    Set<String> said = new TreeSet<>();
    for (Located located : owner.findings()) {
      if (located.finding().action() == Action.DENY) {
        said.add(located.finding().policy());
      }
    }
    for (Stop stop : owner.refused()) {
      if (!said.contains(stop.policy())) {
        line(
            "  "
                + word(Action.DENY)
                + " ["
                + rule(stop.policy())
                + "] at its next pod: "
                + Text.escape(stop.message()));
        remedy(stop.remediation());
      }
    }
  }

  private String rule(String policy) {
    for (PolicyCount count : result.policies()) {
      if (count.policy().equals(policy)) {
        return count.rule();
      }
    }
    return Text.escape(policy);
  }

  private void remedy(String remediation) {
    if (!remediation.isEmpty()) {
      line("    " + palette.green("fix: ") + Text.escape(remediation));
    }
  }

  // The pods of a controller that nobody knows are alike.
  private void alike(List<Located> all, Predicate<Finding> told, Function<Finding, String> word) {
    Map<String, List<Finding>> alike = new LinkedHashMap<>();
    for (Located located : all) {
      Finding finding = located.finding();
      if (told.test(finding)) {
        alike
            .computeIfAbsent(finding.policy() + '\n' + finding.message(), _ -> new ArrayList<>(1))
            .add(finding);
      }
    }
    for (List<Finding> same : alike.values()) {
      Finding first = same.getFirst();
      line(
          "  "
              + word.apply(first)
              + " ["
              + first.rule()
              + "] "
              + Text.escape(first.message())
              + (same.size() > 1 ? " (" + same.size() + " objects)" : ""));
      remedy(first.remediation());
    }
  }

  private String word(Action action) {
    String word = action.word().toLowerCase(Locale.ROOT);
    return switch (action) {
      case DENY -> palette.red(word);
      case WARN -> palette.yellow(word);
      case AUDIT -> palette.dim(word);
    };
  }

  /** What only advises, is undecided or is waived, by rules: how many owners, the first of them. */
  private void others() {
    boolean said =
        rules(
            owner ->
                owner.findings().stream()
                    .filter(one -> one.finding().action() != Action.DENY)
                    .toList(),
            finding -> word(finding.action()));
    said |= rules(AuditedOwner::undecided, _ -> palette.magenta("undecided"));
    said |= rules(AuditedOwner::waived, _ -> palette.dim("waived"));
    said |= rules(AuditedOwner::repairs, _ -> palette.green("repaired"));
    if (said) {
      lines.blank();
    }
  }

  // Returns whether there was anything to tell.
  private boolean rules(
      Function<AuditedOwner, List<Located>> part, Function<Finding, String> word) {
    Map<String, List<AuditedOwner>> owners = new LinkedHashMap<>();
    Map<String, Finding> first = new LinkedHashMap<>();
    for (AuditedOwner owner : result.owners()) {
      Set<String> rules = new TreeSet<>();
      for (Located located : part.apply(owner)) {
        if (rules.add(located.finding().rule())) {
          first.putIfAbsent(located.finding().rule(), located.finding());
        }
      }
      rules.forEach(rule -> owners.computeIfAbsent(rule, _ -> new ArrayList<>()).add(owner));
    }
    new TreeMap<>(owners)
        .forEach((rule, those) -> {
          Finding finding = first.get(rule);
          if (finding != null) {
            line(
                word.apply(finding)
                    + " ["
                    + rule
                    + "] "
                    + counted(those.size(), "owner")
                    + (those.size() > 1 ? ", such as " : ": ")
                    + those.getFirst().describe()
                    + ": "
                    + Text.escape(finding.message()));
          }
        });
    return !owners.isEmpty();
  }

  private void summary() {
    Totals totals = result.totals();
    int denied = 0;
    int warned = 0;
    int undecided = 0;
    int waived = 0;
    for (NamespaceCount count : result.namespaces()) {
      denied += count.denied();
      warned += count.warned();
      undecided += count.undecided();
      waived += count.waived();
    }
    StringBuilder line = new StringBuilder();
    line.append(counted(totals.owners(), "owner")).append(" with ");
    line.append(counted(totals.pods(), "pod")).append(" in ");
    line.append(counted(spaces(), "namespace")).append(": ");
    line.append(denied).append(" denied, ").append(warned).append(" warned");
    append(line, undecided, "undecided");
    append(line, waived, "waived");
    line.append(", ").append(totals.clean()).append(" clean");
    if (!result.report().errors().isEmpty()) {
      line.append(", ").append(counted(result.report().errors().size(), "error"));
    }
    line(line.toString());
    if (totals.lostPods() > 0) {
      line(
          totals.lostPods()
              + (totals.lostPods() == 1 ? " pod that runs" : " pods that run")
              + " could not be made again: the next one would be refused");
    }
    if (totals.exempt() > 0) {
      line(counted(totals.exempt(), "object") + " in namespaces that are exempt, not looked at");
    }
    if (totals.undated() > 0) {
      line(
          counted(totals.undated(), "object")
              + " that do not say when they were made, not looked at");
    }
    if (totals.leftOut() > 0) {
      line(counted(totals.leftOut(), "finding") + " counted and not told: there are too many");
    }
  }

  private int spaces() {
    return (int) result.namespaces().stream().filter(count -> !count.namespace().isEmpty()).count();
  }

  private static void append(StringBuilder line, int count, String what) {
    if (count > 0) {
      line.append(", ").append(count).append(' ').append(what);
    }
  }

  /** A number with its noun: {@code 1 owner}, {@code 2 owners}. */
  static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
