package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.defaults.Trees;

/**
 * Counts the templates that a DaemonSet has had.
 *
 * <p>Mirrors {@code pkg/registry/apps/daemonset/strategy.go}.
 */
final class DaemonSetStrategy {
  private static final String GENERATION = "deprecated.daemonset.template.generation";
  private static final int MOST_DIGITS = 18;

  private DaemonSetStrategy() {}

  static void prepare(Attributes request) {
    ObjectValue existing = request.existing();
    long generation;
    if (existing == null) {
      generation = Math.max(1, generation(request.object()));
    } else {
      boolean same = template(existing).equals(template(request.object()));
      generation = generation(existing) + (same ? 0 : 1);
    }
    request.replace(
        Trees.change(
            request.object(),
            "metadata",
            metadata ->
                Trees.change(
                    metadata,
                    "annotations",
                    there -> Trees.with(there, GENERATION, Long.toString(generation)))));
  }

  private static ObjectValue template(ObjectValue set) {
    return Trees.object(Trees.object(set, "spec"), "template");
  }

  private static long generation(ObjectValue set) {
    String text = Trees.object(Trees.object(set, "metadata"), "annotations").text(GENERATION);
    boolean number = !text.isEmpty() && text.length() <= MOST_DIGITS;
    for (int i = 0; i < text.length(); i++) {
      number &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return number ? Long.parseLong(text) : 0;
  }
}
