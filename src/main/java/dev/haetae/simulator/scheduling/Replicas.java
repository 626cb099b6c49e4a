package dev.haetae.simulator.scheduling;

import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Value;
import java.util.List;

/**
 * The number of pods of a spec that run at once.
 *
 * <p>Every object on the way to the spec that writes {@code replicas} multiplies them (the group of
 * a RayCluster, the replicated job of a JobSet), every Job {@code parallelism}, of which no more
 * than {@code completions} count.
 */
public final class Replicas {
  private Replicas() {}

  /** Returns how many; 1 where nothing is written. */
  public static int of(PodView pod) {
    if (pod.isPod()) {
      return 1;
    }
    ObjectValue root = pod.carrier().tree();
    long replicas = 1;
    for (Path at = pod.spec().path().parent(); at != null; at = at.parent()) {
      if (at.parent() != null && at.in(root) instanceof ObjectValue object) {
        replicas = Math.min(Integer.MAX_VALUE, replicas * factor(object, at, pod));
      }
    }
    return (int) replicas;
  }

  /** The field nearest to the spec that makes it more than one; the spec where none does. */
  public static Path field(PodView pod) {
    ObjectValue root = pod.carrier().tree();
    for (Path at = pod.spec().path().parent(); at != null; at = at.parent()) {
      if (at.parent() != null
          && at.in(root) instanceof ObjectValue object
          && factor(object, at, pod) > 1) {
        return at.child(field(object));
      }
    }
    return pod.spec().path();
  }

  private static String field(ObjectValue object) {
    for (String field : List.of("replicas", "parallelism")) {
      if (object.has(field)) {
        return field;
      }
    }
    return "size";
  }

  private static long factor(ObjectValue object, Path at, PodView pod) {
    if (object.has("size") && at.equals(Path.of("spec", "leaderWorkerTemplate"))) {
      // The leader is one of the group.
      return pod.spec().path().toString().contains(".leaderTemplate.")
          ? 1
          : Math.max(0, whole(object.get("size"), 1) - 1);
    }
    if (object.has("replicas")) {
      return whole(object.get("replicas"), 1);
    }
    long parallelism = whole(object.get("parallelism"), 1);
    return Math.min(parallelism, whole(object.get("completions"), parallelism));
  }

  private static long whole(Value value, long fallback) {
    return value instanceof NumberValue number && number.isInteger()
        ? Math.clamp(number.integer(), 0, Integer.MAX_VALUE)
        : fallback;
  }
}
