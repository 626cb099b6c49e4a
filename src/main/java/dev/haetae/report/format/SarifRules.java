package dev.haetae.report.format;

import dev.haetae.engine.Finding;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Action;
import dev.haetae.rule.Grounds;
import dev.haetae.rule.RuleInfo;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of a SARIF log: those that it has results of, each with its page. */
final class SarifRules {
  // Longer ones are refused by GitHub.
  private static final int LONGEST = 1024;

  private final Map<String, Integer> indexes = new LinkedHashMap<>();
  private final Map<String, Finding> first = new HashMap<>();

  /** The 0-based place of a finding's rule among the log's. */
  int index(Finding finding) {
    Integer known = indexes.get(finding.rule());
    if (known == null) {
      known = indexes.size();
      indexes.put(finding.rule(), known);
      first.put(finding.rule(), finding);
    }
    return known;
  }

  /** The rules that were asked for, in that order. */
  ArrayValue descriptors() {
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (String rule : indexes.keySet()) {
      out.add(descriptor(rule));
    }
    return out.build();
  }

  /** The level of what is done about a violation. */
  static String level(Action action) {
    return switch (action) {
      case DENY -> "error";
      case WARN -> "warning";
      case AUDIT -> "note";
    };
  }

  private ObjectValue descriptor(String id) {
    RuleInfo info =
        RuleCatalog.rules().stream().filter(rule -> rule.id().equals(id)).findFirst().orElse(null);
    String summary = info == null ? summary(id) : info.summary();
    String page = ShippedPolicies.page(id);
    Action action = info == null ? Action.WARN : info.action();
    return new ObjectValue.Builder(7)
        .put("id", id)
        .put("shortDescription", text(summary))
        .put("fullDescription", text(page == null ? summary : meaning(page, summary)))
        .put(
            "help",
            new ObjectValue.Builder(2)
                .put("text", bounded(page == null ? summary : page))
                .put("markdown", page == null ? summary : page)
                .build())
        .put("defaultConfiguration", ObjectValue.of("level", SarifReport.word(level(action))))
        .put("properties", properties(action))
        .build();
  }

  // A policy that users have written says itself what it wants: in its message, and in CEL.
  private String summary(String id) {
    Finding finding = first.get(id);
    Grounds grounds = finding == null ? null : finding.grounds();
    return grounds == null
        ? "The rule " + id + '.'
        : "The policy " + id + " wants " + Text.escape(grounds.expression()) + '.';
  }

  private static ObjectValue properties(Action action) {
    return new ObjectValue.Builder(3)
        .put("precision", "very-high")
        .put("problem.severity", action == Action.AUDIT ? "recommendation" : level(action))
        .put("tags", ArrayValue.ofTexts(List.of("kubernetes")))
        .build();
  }

  // The paragraph under the page's "Why"; its first is the summary.
  private static String meaning(String page, String summary) {
    int why = page.indexOf("\n## Why\n");
    int from = why < 0 ? -1 : page.indexOf("\n\n", why);
    int to = from < 0 ? -1 : page.indexOf("\n\n", from + 2);
    return to < 0 ? summary : summary + ' ' + page.substring(from, to).strip().replace('\n', ' ');
  }

  private static ObjectValue text(String text) {
    return ObjectValue.of("text", SarifReport.word(bounded(text)));
  }

  // Lines are kept: only what is too long goes.
  private static String bounded(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = text.lastIndexOf(' ', LONGEST - 2);
    return text.substring(0, end) + " …";
  }
}
