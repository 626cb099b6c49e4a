package dev.haetae.rule;

import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import java.util.HashSet;
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

  private static final Set<GroupKind> KNOWN =
      Set.of(
          GroupKind.SERVICE,
          GroupKind.PERSISTENT_VOLUME,
          GroupKind.PERSISTENT_VOLUME_CLAIM,
          GroupKind.STORAGE_CLASS);

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

  /**
   * The kinds that there is something to find out about: these, and in place of every kind those
   * that rules know.
   *
   * @param known the kinds that carry pods
   */
  public Set<GroupKind> kinds(Carriers known) {
    Set<GroupKind> all = new HashSet<>(kinds);
    if (carriers) {
      all.addAll(known.kinds());
    }
    if (everything) {
      all.addAll(KNOWN);
    }
    return all;
  }

  /** Returns whether objects of this kind are judged, when these are the kinds that carry pods. */
  public boolean include(GroupKind kind, Carriers known) {
    return everything || kinds.contains(kind) || (carriers && known.include(kind));
  }
}
