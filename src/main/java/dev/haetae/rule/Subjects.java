package dev.haetae.rule;

import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import java.util.Set;

/**
 * The kinds that a rule judges.
 *
 * @param everything every kind there is
 * @param carriers every kind that carries pod specs
 * @param kinds these kinds too
 */
public record Subjects(boolean everything, boolean carriers, Set<GroupKind> kinds) {
  /** Every kind. */
  public static final Subjects EVERYTHING = new Subjects(true, true, Set.of());

  /** Subjects that keep their own copy of the set. */
  public Subjects {
    kinds = Set.copyOf(kinds);
  }

  /** Pods and what makes them, and these kinds too. */
  public static Subjects carriersAnd(GroupKind... kinds) {
    return new Subjects(false, true, Set.of(kinds));
  }

  /** These kinds. */
  public static Subjects of(GroupKind... kinds) {
    return new Subjects(false, false, Set.of(kinds));
  }

  /** Returns whether objects of this kind are judged, when these are the kinds that carry pods. */
  public boolean include(GroupKind kind, Carriers known) {
    return everything || kinds.contains(kind) || (carriers && known.include(kind));
  }
}
