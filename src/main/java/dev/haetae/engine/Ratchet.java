package dev.haetae.engine;

import dev.haetae.inventory.Budget;
import dev.haetae.resource.ArrayValue;
import dev.haetae.resource.ContainerView.Role;
import dev.haetae.resource.ObjectValue;
import dev.haetae.resource.Path;
import dev.haetae.resource.StringValue;
import dev.haetae.resource.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The violations that an object had before its update, each of which forgives one such violation
 * after it: of the same policy, reason, field and value, wherever in a list they stand now, in the
 * container of the same name; and of a volume only if nobody mounts it who did not before, as it is
 * mounted now (docs/decisions/0005).
 */
final class Ratchet {
  private static final String VOLUMES = "volumes";
  private static final List<String> MOUNTS = List.of("volumeMounts", "volumeDevices");

  private final Map<Mark, List<Set<Mount>>> before = new HashMap<>();
  private final Mounts mounts = new Mounts();
  private final Budget budget;

  /** What a violation is, but for who mounts what it is about. */
  private record Mark(String policy, String reason, String path, String container, Value value) {}

  /** How a container mounts a volume. */
  private record Mount(String list, String container, ObjectValue how) {}

  /**
   * A ratchet with the violations of an object before its update.
   *
   * @param budget spent at each comparison of two violations
   */
  Ratchet(List<Finding> earlier, Budget budget) {
    this.budget = budget;
    for (Finding finding : earlier) {
      before.computeIfAbsent(mark(finding), _ -> new ArrayList<>(1)).add(mounts.of(finding));
    }
  }

  /** Whether a violation was there before; it is forgiven once. */
  boolean forgives(Finding finding) {
    List<Set<Mount>> earlier = before.get(mark(finding));
    if (earlier == null) {
      return false;
    }
    Set<Mount> now = mounts.of(finding);
    for (int i = earlier.size() - 1; i >= 0; i--) {
      budget.spend(1 + now.size());
      if (earlier.get(i).containsAll(now)) {
        earlier.remove(i);
        return true;
      }
    }
    return false;
  }

  private static Mark mark(Finding finding) {
    ObjectValue root = finding.object().tree();
    Path path = finding.path();
    return new Mark(
        finding.policy(), finding.reason(), path.pattern(), container(path, root), path.in(root));
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

  /** Who mounts which volume of the pod specs that violations lie in; read once a pod spec. */
  private static final class Mounts {
    private final IdentityHashMap<Value, Map<String, Set<Mount>>> byPodSpec =
        new IdentityHashMap<>();

    /** Who mounts the volume that a violation lies in; nobody when it lies in none. */
    Set<Mount> of(Finding finding) {
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

    private static Map<String, Set<Mount>> read(Value podSpec) {
      Map<String, Set<Mount>> byVolume = new HashMap<>();
      for (Role role : Role.values()) {
        for (ObjectValue container : objects(podSpec, role.field())) {
          String name = text(container, "name");
          for (String field : MOUNTS) {
            for (ObjectValue mount : objects(container, field)) {
              byVolume
                  .computeIfAbsent(text(mount, "name"), _ -> new HashSet<>())
                  .add(new Mount(role.field(), name, mount.without("name")));
            }
          }
        }
      }
      return byVolume;
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
