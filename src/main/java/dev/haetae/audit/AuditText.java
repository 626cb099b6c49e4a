package dev.haetae.audit;

import dev.haetae.audit.AuditResult.Totals;
import dev.haetae.audit.Enforcement.Stopped;
import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import dev.haetae.report.text.Palette;
import dev.haetae.resource.Problem;
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

/**
 * Writes an audit for people: what is denied under the name of its owner, the rest rule by rule,
 * and at last a line that counts. With rules that are to be enforced, what they would refuse and
 * when, and nothing else.
 */
public final class AuditText {
  private static final int MOST_OWNERS = 100;
  private static final int MOST_STOPPED = 50;
  private static final int LABEL = 22;
  private static final int WIDEST = 60;

  private final StringBuilder out = new StringBuilder();
  private final AuditResult result;
  private final Palette palette;

  private AuditText(AuditResult result, Palette palette) {
    this.result = result;
    this.palette = palette;
  }

  /** The audit's text, with a line break at its end. */
  public static String write(AuditResult result, Palette palette) {
    return new AuditText(result, palette).write();
  }

  private String write() {
    for (Problem error : result.report().errors()) {
      line(
          palette.bold(Text.escape(error.file()))
              + ": "
              + palette.red("error")
              + ' '
              + Text.escape(error.message()));
    }
    if (result.enforcements().isEmpty()) {
      denied();
      others();
      summary();
    } else {
      result.enforcements().forEach(this::enforcement);
    }
    return out.toString();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void denied() {
    List<AuditedOwner> denied =
        result.owners().stream().filter(owner -> owner.has(Action.DENY)).toList();
    for (AuditedOwner owner : denied.subList(0, Math.min(MOST_OWNERS, denied.size()))) {
      line(palette.bold(owner.describe()));
      Map<String, List<Finding>> alike = new LinkedHashMap<>();
      for (Located located : owner.findings()) {
        Finding finding = located.finding();
        if (finding.action() == Action.DENY) {
          alike
              .computeIfAbsent(finding.policy() + '\n' + finding.message(), _ -> new ArrayList<>(1))
              .add(finding);
        }
      }
      alike.values().forEach(this::finding);
      out.append('\n');
    }
    if (denied.size() > MOST_OWNERS) {
      line(denied.size() - MOST_OWNERS + " more owners are denied something: -o json names them");
      out.append('\n');
    }
  }

  // The pods of a controller that nobody knows are alike.
  private void finding(List<Finding> alike) {
    Finding first = alike.getFirst();
    line(
        "  "
            + word(first.action())
            + " ["
            + first.rule()
            + "] "
            + Text.escape(first.message())
            + (alike.size() > 1 ? " (" + alike.size() + " objects)" : ""));
    if (!first.remediation().isEmpty()) {
      line("    " + palette.green("fix: ") + Text.escape(first.remediation()));
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
    int before = out.length();
    rules(
        owner ->
            owner.findings().stream().filter(one -> one.finding().action() != Action.DENY).toList(),
        finding -> word(finding.action()));
    rules(AuditedOwner::undecided, _ -> palette.magenta("undecided"));
    rules(AuditedOwner::waived, _ -> palette.dim("waived"));
    rules(AuditedOwner::repairs, _ -> palette.green("repaired"));
    if (out.length() > before) {
      out.append('\n');
    }
  }

  private void rules(Function<AuditedOwner, List<Located>> part, Function<Finding, String> word) {
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

  private void enforcement(Enforcement enforcement) {
    line(
        palette.bold(Text.escape(enforcement.rule()))
            + " as Deny: "
            + enforcement.stopped().size()
            + " of "
            + counted(enforcement.owners(), "owner"));
    stopped(enforcement, Stop.When.NEXT_POD);
    if (!enforcement.at(Stop.When.NEXT_RUN).isEmpty()) {
      stopped(enforcement, Stop.When.NEXT_RUN);
    }
    stopped(enforcement, Stop.When.CHANGE);
    List<Stopped> waived = enforcement.at(Stop.When.WAIVED);
    labelled(Stop.When.WAIVED.words(), waived.isEmpty() ? "-" : waived.size() + exceptions(waived));
    int pods = enforcement.lostPods();
    if (enforcement.refuses()) {
      line(
          "Pods that run go on running"
              + (pods > 0 ? "; " + pods + " could not be made again." : ".")
              + "   "
              + palette.dim("→ haetae audit --write-exceptions DIR --expires 30d"));
    }
    out.append('\n');
  }

  private void stopped(Enforcement enforcement, Stop.When when) {
    List<Stopped> all = enforcement.at(when);
    if (all.isEmpty()) {
      labelled(when.words(), "-");
      return;
    }
    List<Stopped> told = all.subList(0, Math.min(MOST_STOPPED, all.size()));
    int width = 0;
    for (Stopped one : told) {
      width = Math.clamp(one.describe().length(), width, WIDEST);
    }
    String label = when.words();
    for (Stopped one : told) {
      String name = one.describe();
      labelled(
          label,
          palette.bold(name)
              + " ".repeat(Math.max(0, width - name.length()) + 3)
              + Text.escape(one.stop().message()));
      label = "";
    }
    if (all.size() > MOST_STOPPED) {
      labelled("", all.size() - MOST_STOPPED + " more: -o json names them");
    }
  }

  private void labelled(String label, String text) {
    line("  " + label + " ".repeat(Math.max(0, LABEL - 2 - label.length())) + text);
  }

  private String exceptions(List<Stopped> waived) {
    Set<String> ids = new TreeSet<>();
    waived.forEach(one -> ids.addAll(one.stop().exceptions()));
    List<String> told = new ArrayList<>();
    for (ExceptionUse use : result.exceptions()) {
      if (ids.contains(use.id())) {
        told.add(
            "exception "
                + Text.escape(use.id())
                + (use.ends().isEmpty() ? "" : ", ends " + Text.escape(use.ends())));
      }
    }
    return told.isEmpty() ? "" : " (" + String.join("; ", told) + ')';
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
