package dev.haetae.audit;

import dev.haetae.audit.Enforcement.Stopped;
import dev.haetae.report.text.Lines;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes for people what rules would refuse if they denied: at the next pod, only when changed, and
 * what is waived already.
 */
record EnforcementText(AuditResult result, Lines lines) {
  private static final int MOST_STOPPED = 50;
  private static final int LABEL = 22;
  private static final int WIDEST = 60;

  void write() {
    result.enforcements().forEach(this::write);
  }

  private void write(Enforcement enforcement) {
    lines.line(
        lines.palette().bold(Text.escape(enforcement.rule()))
            + " as Deny: "
            + enforcement.stopped().size()
            + " of "
            + AuditText.counted(enforcement.owners(), "owner"));
    stopped(enforcement, Stop.When.NEXT_POD);
    if (!enforcement.at(Stop.When.NEXT_RUN).isEmpty()) {
      stopped(enforcement, Stop.When.NEXT_RUN);
    }
    stopped(enforcement, Stop.When.CHANGE);
    List<Stopped> waived = enforcement.at(Stop.When.WAIVED);
    labelled(Stop.When.WAIVED.words(), waived.isEmpty() ? "-" : waived.size() + exceptions(waived));
    int pods = enforcement.lostPods();
    if (enforcement.refuses()) {
      lines.line(
          "Pods that run go on running"
              + (pods > 0 ? "; " + pods + " could not be made again." : ".")
              + "   "
              + lines.palette().dim("→ haetae audit --write-exceptions DIR --expires 30d"));
    }
    lines.blank();
  }

  private void stopped(Enforcement enforcement, Stop.When when) {
    List<Stopped> all = enforcement.at(when);
    if (all.isEmpty()) {
      labelled(when.words(), "-");
      return;
    }
    List<Stopped> told = all.subList(0, Math.min(MOST_STOPPED, all.size()));
    int width = 0;
    for (Stopped one : enforcement.stopped()) {
      width = Math.clamp(one.describe().length(), width, WIDEST);
    }
    String label = when.words();
    for (Stopped one : told) {
      String name = one.describe();
      labelled(
          label,
          lines.palette().bold(name)
              + " ".repeat(Math.max(0, width - name.length()) + 3)
              + Text.escape(one.stop().message()));
      label = "";
    }
    if (all.size() > MOST_STOPPED) {
      labelled("", all.size() - MOST_STOPPED + " more: -o json names them");
    }
  }

  private void labelled(String label, String text) {
    lines.line("  " + label + " ".repeat(Math.max(0, LABEL - 2 - label.length())) + text);
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
}
