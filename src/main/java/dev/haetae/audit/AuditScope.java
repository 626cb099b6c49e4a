package dev.haetae.audit;

import dev.haetae.engine.Evaluator;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an audit is about.
 *
 * @param namespaces whose objects are judged; all, and those of none, when empty
 * @param since only objects that were made then or later; null for all
 * @param unreviewed the names of namespaces that no webhook is asked about
 * @param enforced the policies that are looked at as if they denied, and alone; none to judge by
 *     all as they are
 */
public record AuditScope(
    Set<String> namespaces, @Nullable Instant since, Set<String> unreviewed, Set<String> enforced) {
  /** A scope that keeps its own copies. */
  public AuditScope {
    namespaces = Set.copyOf(namespaces);
    unreviewed = Set.copyOf(unreviewed);
    enforced = Set.copyOf(enforced);
  }

  /** Everything, by all policies as they are. */
  public static final AuditScope ALL = new AuditScope(Set.of(), null, Set.of(), Set.of());

  /** Returns whether an object is of the namespaces that are asked for. */
  boolean isIn(Resource object) {
    return namespaces.isEmpty()
        || namespaces.contains(
            object.groupKind().equals(GroupKind.NAMESPACE) ? object.name() : object.namespace());
  }

  /** Returns whether an object is new enough; one that does not say when it was made is not. */
  boolean isNewEnough(Resource object) {
    Instant made = since == null ? null : created(object);
    return since == null || (made != null && !made.isBefore(since));
  }

  /** The instant at which an object was made; null when it does not say. */
  static @Nullable Instant created(Resource object) {
    try {
      String written = object.metadata().text("creationTimestamp");
      return written.isEmpty() ? null : Instant.parse(written);
    } catch (DateTimeException | MalformedResourceException e) {
      return null;
    }
  }

  /** Returns whether no webhook is asked about an object: its namespace is left out of all. */
  boolean isExempt(Resource object, Inventory world) {
    if (object.groupKind().equals(GroupKind.NAMESPACE)) {
      return object.labels().containsKey(Evaluator.EXEMPT);
    }
    if (object.namespace().isEmpty()) {
      return false;
    }
    if (unreviewed.contains(object.namespace())) {
      return true;
    }
    try {
      Map<String, String> labels = world.namespaceLabels(object.namespace());
      return labels != null && labels.containsKey(Evaluator.EXEMPT);
    } catch (UnreadableObjectException e) {
      return false;
    }
  }
}
