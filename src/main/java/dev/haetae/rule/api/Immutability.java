package dev.haetae.rule.api;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The changes for which validation refuses an update. It often names no more than the spec; what
 * differs there, and may not, is found here.
 */
final class Immutability {
  private static final List<String> WORDS =
      List.of(
          "immutable",
          "may not change once set",
          "may not be changed",
          "updates to statefulset spec",
          "pod updates may not",
          "can not be modified");

  // What may change below a spec that may not change as a whole.
  private static final Map<String, Set<String>> CHANGEABLE =
      Map.of(
          "StatefulSet",
          Set.of(
              "replicas",
              "ordinals",
              "template",
              "updateStrategy",
              "revisionHistoryLimit",
              "persistentVolumeClaimRetentionPolicy",
              "minReadySeconds"),
          "PersistentVolumeClaim",
          Set.of("resources", "volumeAttributesClassName"),
          "PersistentVolume",
          Set.of(
              "accessModes",
              "capacity",
              "claimRef",
              "mountOptions",
              "nodeAffinity",
              "persistentVolumeReclaimPolicy",
              "storageClassName",
              "volumeAttributesClassName",
              "volumeMode"),
          "Pod",
          Set.of("activeDeadlineSeconds", "terminationGracePeriodSeconds", "tolerations"));
  private static final String IMAGE = "image";
  private static final Path SPEC = Path.of("spec");
  private static final int MOST = 20;

  private final List<Change> changes = new ArrayList<>();
  private final Predicate<Path> mayChange;

  private Immutability(Predicate<Path> mayChange) {
    this.mayChange = mayChange;
  }

  /**
   * A field that changes.
   *
   * @param before null JSON when it was not there
   * @param now null JSON when it is gone
   */
  record Change(Path path, Value before, Value now) {}

  /** Returns whether a cause says that something may not change. */
  static boolean isOne(CauseText cause) {
    return WORDS.stream().anyMatch(cause.detail()::contains);
  }

  /** The changes that a cause is about; none when it is not known which. */
  static List<Change> of(Cause cause, Validated update, String kind) {
    ObjectValue before = update.before();
    if (before == null) {
      return List.of();
    }
    Path at = CausePlace.of(cause, update.object());
    while (at.parent() != null && at.in(update.object()).isNull() && at.in(before).isNull()) {
      at = at.parent();
    }
    Set<String> changeable = at.equals(SPEC) ? CHANGEABLE.getOrDefault(kind, Set.of()) : Set.of();
    boolean isPod = kind.equals("Pod");
    Immutability found =
        new Immutability(path ->
            (isPod && path.key().equals(IMAGE))
                || (SPEC.equals(path.parent()) && changeable.contains(path.key())));
    found.compare(at, at.in(before), at.in(update.object()));
    return found.changes;
  }

  private void compare(Path path, Value before, Value now) {
    if (changes.size() >= MOST || before.equals(now) || mayChange.test(path)) {
      return;
    }
    if (before instanceof ObjectValue one && now instanceof ObjectValue other) {
      compareFields(path, one, other);
    } else if (before instanceof ArrayValue one
        && now instanceof ArrayValue other
        && one.size() == other.size()) {
      for (int i = 0; i < one.size(); i++) {
        compare(path.child(i), one.get(i), other.get(i));
      }
    } else {
      changes.add(new Change(path, before, now));
    }
  }

  private void compareFields(Path path, ObjectValue before, ObjectValue now) {
    for (int i = 0; i < now.size(); i++) {
      compare(path.child(now.key(i)), before.get(now.key(i)), now.value(i));
    }
    for (int i = 0; i < before.size(); i++) {
      if (now.indexOf(before.key(i)) < 0) {
        compare(path.child(before.key(i)), before.value(i), now.get(before.key(i)));
      }
    }
  }
}
