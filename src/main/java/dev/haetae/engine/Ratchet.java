package dev.haetae.engine;

import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException;
import dev.haetae.resource.ContainerView.Role;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The violations that an object had before its update, each of which forgives one such violation
 * after it: of the same policy, reason, field and value, wherever in a list they stand now, in the
 * container of the same name; and of a volume only if nobody mounts it who did not before, as it is
 * mounted now (docs/decisions/0005).
 */
final class Ratchet {
  private static final int LETTERS_OF_A_STEP = 16;
  private static final String VOLUMES = "volumes";
  private static final List<String> MOUNTS = List.of("volumeMounts", "volumeDevices");

  private final Map<Mark, List<Earlier>> before = new HashMap<>();
  private final Mounts mounts = new Mounts();
  private final Budget budget;

  /**
   * A mark says what a violation is, but for the value and for who mounts it. Ordered, so that a
   * table copes with names that were chosen to have one hash.
   *
   * @param place the pattern of its path, and the name of the container that it leads into
   * @param hash of the value
   */
  private record Mark(String policy, String reason, String place, int hash)
      implements Comparable<Mark> {
    private static final Comparator<Mark> ORDER =
        Comparator.comparing(Mark::place)
            .thenComparingInt(Mark::hash)
            .thenComparing(Mark::reason)
            .thenComparing(Mark::policy);

    @Override
    public int compareTo(Mark other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * A violation before the update.
   *
   * @param mounts who mounts the volume that it is about, in the words of {@link Mounts}
   */
  private record Earlier(Value value, Set<String> mounts) {}

  /**
   * Turns denials of an update into warnings: all of them if it binds a claim, otherwise those that
   * the old object has too, unchanged.
   *
   * @param verdict of the update, with a denial in it
   * @param judge gives what is found in a review of the old object
   * @param budget of the old object's judgement: what cannot be compared within it is not forgiven
   */
  static void forgive(
      Review review,
      VerdictBuilder verdict,
      Function<Review, VerdictBuilder> judge,
      Budget budget) {
    if (ClaimBinding.is(review)) {
      verdict.forgiveFindings(_ -> true);
      verdict.forgiveUndecided(_ -> true);
      return;
    }
    // Only now is the old object worth judging: most updates have nothing to forgive.
    Resource old = review.old();
    if (old == null) {
      return;
    }
    VerdictBuilder before =
        judge.apply(new Review(old, null, Operation.UPDATE, review.point(), review.subresource()));
    try {
      verdict.forgiveFindings(new Ratchet(before.findings(), budget)::forgives);
      verdict.forgiveUndecided(new Ratchet(before.undecided(), budget)::forgives);
    } catch (BudgetExceededException e) {
      if (!e.why().isUndecided()) {
        throw e;
      }
    }
  }

  /**
   * A ratchet with the violations of an object before its update.
   *
   * @param budget spent at each comparison of two violations, and by long paths
   */
  private Ratchet(List<Finding> earlier, Budget budget) {
    this.budget = budget;
    for (Finding finding : earlier) {
      Value value = value(finding);
      before
          .computeIfAbsent(mark(finding, value), _ -> new ArrayList<>(1))
          .add(new Earlier(value, mounts.of(finding)));
    }
  }

  // Whether a violation was there before; it is forgiven once.
  private boolean forgives(Finding finding) {
    Value value = value(finding);
    List<Earlier> earlier = before.get(mark(finding, value));
    if (earlier == null) {
      return false;
    }
    Set<String> now = mounts.of(finding);
    for (int i = earlier.size() - 1; i >= 0; i--) {
      budget.spend(1 + now.size());
      if (earlier.get(i).value().equals(value) && earlier.get(i).mounts().containsAll(now)) {
        earlier.remove(i);
        return true;
      }
    }
    return false;
  }

  private static Value value(Finding finding) {
    return finding.path().in(finding.object().tree());
  }

  private Mark mark(Finding finding, Value value) {
    Path path = finding.path();
    // A key that leads to thousands of violations may be as long as a body.
    budget.spend(path.letters() / LETTERS_OF_A_STEP);
    return new Mark(
        finding.policy(),
        finding.reason(),
        path.pattern() + ' ' + container(path, finding.object().tree()),
        value.hashCode());
  }

  // The name of the container that the path leads into; empty when into none.
  private static String container(Path path, ObjectValue root) {
    for (Path at = path; at != null; at = at.parent()) {
      if (at.index() >= 0 && isContainers(at.parent())) {
        return text(at.in(root), "name");
      }
    }
    return "";
  }

  private static boolean isContainers(@Nullable Path list) {
    if (list != null) {
      for (Role role : Role.values()) {
        if (role.field().equals(list.key())) {
          return true;
        }
      }
    }
    return false;
  }

  private static String text(Value object, String key) {
    return object instanceof ObjectValue known && known.get(key) instanceof StringValue text
        ? text.text()
        : "";
  }

  /**
   * The mounts of the volumes of the pod specs that violations lie in, by who has them and how: the
   * list and the name of the container and the mount, as one text each. Read once a pod spec.
   */
  private static final class Mounts {
    private final IdentityHashMap<Value, Map<String, Set<String>>> byPodSpec =
        new IdentityHashMap<>();

    /** The mounts of the volume that a violation lies in; none when it lies in none. */
    Set<String> of(Finding finding) {
      ObjectValue root = finding.object().tree();
      for (Path at = finding.path(); at != null; at = at.parent()) {
        Path list = at.parent();
        if (at.index() >= 0 && list != null && list.key().equals(VOLUMES)) {
          Path podSpec = list.parent();
          Value spec = podSpec == null ? root : podSpec.in(root);
          return byPodSpec
              .computeIfAbsent(spec, Mounts::read)
              .getOrDefault(text(at.in(root), "name"), Set.of());
        }
      }
      return Set.of();
    }

    private static Map<String, Set<String>> read(Value podSpec) {
      Map<String, Set<String>> byVolume = new HashMap<>();
      for (Role role : Role.values()) {
        for (ObjectValue container : objects(podSpec, role.field())) {
          String name = text(container, "name");
          for (String field : MOUNTS) {
            for (ObjectValue mount : objects(container, field)) {
              byVolume
                  .computeIfAbsent(text(mount, "name"), _ -> new HashSet<>())
                  .add(role.field() + ' ' + name.length() + ' ' + name + how(mount));
            }
          }
        }
      }
      return byVolume;
    }

    // As one text, whatever the order in which it is written.
    private static String how(ObjectValue mount) {
      TreeMap<String, Value> how = new TreeMap<>();
      for (int i = 0; i < mount.size(); i++) {
        how.put(mount.key(i), mount.value(i));
      }
      how.remove("name");
      return how.toString();
    }

    private static List<ObjectValue> objects(Value parent, String field) {
      List<ObjectValue> objects = new ArrayList<>();
      if (parent instanceof ObjectValue known && known.get(field) instanceof ArrayValue list) {
        for (int i = 0; i < list.size(); i++) {
          if (list.get(i) instanceof ObjectValue object) {
            objects.add(object);
          }
        }
      }
      return objects;
    }
  }
}
