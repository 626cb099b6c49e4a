package dev.haetae.rule.cel;

import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.rule.Subjects;
import dev.haetae.schema.Schema;
import dev.haetae.schema.ServedKinds.Kind;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of the resources that a policy is for, by their plural names. A resource that is not
 * known by name, or that any name stands for, makes it every kind: matching leaves out the rest.
 */
public final class SubjectKinds {
  private final Function<GroupKind, String> plurals;
  private final Set<GroupKind> kinds = new HashSet<>();
  private boolean everything;

  /**
   * No kind yet.
   *
   * @param plurals gives the plural name of a kind
   */
  public SubjectKinds(Function<GroupKind, String> plurals) {
    this.plurals = plurals;
  }

  /** Adds the kinds of a rule: of these groups, these resources. */
  public void add(Set<String> groups, Set<String> resources) {
    everything |= groups.isEmpty() || resources.isEmpty();
    for (String group : groups) {
      for (String resource : resources) {
        GroupKind kind = kind(group, resource);
        if (kind == null) {
          everything = true;
        } else {
          kinds.add(kind);
        }
      }
    }
  }

  private @Nullable GroupKind kind(String group, String resource) {
    if (group.equals("*") || resource.indexOf('*') >= 0 || resource.indexOf('/') >= 0) {
      return null;
    }
    for (GroupKind kind : Carriers.SHIPPED.kinds()) {
      if (is(kind, group, resource)) {
        return kind;
      }
    }
    String apiVersion = group.isEmpty() ? "v1" : group + "/v1";
    Optional<Kind> nearest =
        Schema.kubernetes().served().nearest(new Kind(apiVersion, singular(resource)));
    return nearest
        .map(found -> GroupKind.of(found.apiVersion(), found.name()))
        .filter(kind -> is(kind, group, resource))
        .orElse(null);
  }

  private boolean is(GroupKind kind, String group, String resource) {
    return kind.group().equals(group) && plurals.apply(kind).equals(resource);
  }

  private static String singular(String plural) {
    if (plural.endsWith("ies")) {
      return plural.substring(0, plural.length() - 3) + 'y';
    }
    if (plural.endsWith("sses")) {
      return plural.substring(0, plural.length() - 2);
    }
    return plural.endsWith("s") && !plural.equals("endpoints")
        ? plural.substring(0, plural.length() - 1)
        : plural;
  }

  /** The subjects; every kind when nothing was added. */
  public Subjects subjects() {
    return everything || kinds.isEmpty() ? Subjects.EVERYTHING : new Subjects(false, false, kinds);
  }
}
