package dev.haetae.rule.api;

import dev.haetae.resource.tree.Path;
import java.util.Map;
import java.util.Set;

/**
 * The faults that another rule tells as well as validation does, in words of its own: what it says
 * then stands alone. Where that rule does not judge, or only warns, validation speaks.
 */
final class ToldElsewhere {
  private static final Map<String, Relation> RULES =
      Map.of(
          "external-traffic-policy", Relation.SAME_FIELD,
          "gpu-limits", Relation.SAME_RESOURCE,
          "image-from-registry", Relation.SAME_FIELD,
          "node-port-range", Relation.SAME_FIELD,
          "pvc-bound-rwx-nfs", Relation.SAME_FIELD,
          "selector-matches-template", Relation.SELECTOR,
          "service-selects-pods", Relation.SAME_FIELD,
          "unique-container-ports", Relation.SAME_FIELD);
  private static final Set<String> SELECTING = Set.of("selector", "manualSelector", "labels");

  private ToldElsewhere() {}

  /** The way in which the places of both findings belong together. */
  private enum Relation {
    SAME_FIELD,
    /** One resource, in the limits or the requests of one container. */
    SAME_RESOURCE,
    /** The selector or the labels of the template: where they differ, either may be named. */
    SELECTOR
  }

  /** Returns whether a cause at {@code path} is what another rule has found. */
  static boolean repeats(Path path, String rule, Path other) {
    Relation relation = RULES.get(rule);
    return relation != null
        && switch (relation) {
          case SAME_FIELD -> path.equals(other);
          case SAME_RESOURCE -> path.equals(other) || isSameResource(path, other);
          case SELECTOR -> isSelecting(path);
        };
  }

  private static boolean isSameResource(Path path, Path other) {
    Path list = path.parent();
    Path otherList = other.parent();
    // A limit that is missing is missed in the limits.
    return (path.key().equals("limits") && path.equals(otherList))
        || (list != null
            && otherList != null
            && list.parent() != null
            && path.key().equals(other.key())
            && list.parent().equals(otherList.parent()));
  }

  private static boolean isSelecting(Path path) {
    for (Path at = path; at != null; at = at.parent()) {
      if (SELECTING.contains(at.key())) {
        return true;
      }
    }
    return false;
  }
}
