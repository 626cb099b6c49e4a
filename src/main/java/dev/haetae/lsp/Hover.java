package dev.haetae.lsp;

import dev.haetae.lsp.Diagnostics.Diagnostic;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The page of the rule that has found something, where one points at it; what would become of an
 * object, where one points at that.
 */
final class Hover {
  private static final String BETWEEN = "\n\n---\n\n";

  private Hover() {}

  /** The answer to a client that points at {@code position}; null's value when nothing is there. */
  static Value of(ObjectValue params, OpenDocument document, Diagnostics diagnostics, Judge judge) {
    int at = document.text().offset(params.get("position"));
    List<String> rules = new ArrayList<>();
    List<String> pages = new ArrayList<>();
    ObjectValue range = null;
    for (Diagnostic diagnostic : diagnostics.all()) {
      if (diagnostic.touches(at, at)) {
        range = document.text().range(diagnostic.start(), diagnostic.end());
        String rule = diagnostic.value().text("code");
        if (!rule.isEmpty() && !rules.contains(rule)) {
          rules.add(rule);
          pages.add(judge.page(rule));
        }
      }
    }
    String foresight = judge.foresight(document.name(), document.text().lineOf(at));
    if (!foresight.isEmpty()) {
      pages.addFirst(foresight);
    }
    if (pages.isEmpty()) {
      return NullValue.NULL;
    }
    ObjectValue.Builder contents = new ObjectValue.Builder(2);
    contents.put("kind", "markdown");
    contents.put("value", String.join(BETWEEN, pages));
    ObjectValue.Builder hover = new ObjectValue.Builder(2);
    hover.put("contents", contents.build());
    if (range != null) {
      hover.put("range", range);
    }
    return hover.build();
  }
}
