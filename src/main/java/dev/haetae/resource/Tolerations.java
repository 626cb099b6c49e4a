package dev.haetae.resource;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tolerations of a pod, asked for one taint after the other: with an index where there are
 * many, since whoever writes a pod chooses how many it has, and every node is asked for.
 */
public final class Tolerations {
  // Up to so many are looked through as fast: a pod's own, and those of admission or a DaemonSet.
  private static final int FEW = 16;

  private final List<Toleration> list;
  private final @Nullable Index index;

  private Tolerations(List<Toleration> list, @Nullable Index index) {
    this.list = list;
    this.index = index;
  }

  /** The tolerations of a pod, in any order. */
  public static Tolerations of(List<Toleration> tolerations) {
    return new Tolerations(tolerations, tolerations.size() <= FEW ? null : Index.of(tolerations));
  }

  /** Returns whether one of them tolerates the taint ({@link Toleration#tolerates}). */
  public boolean tolerate(Taint taint) {
    if (index != null) {
      return index.tolerates(taint);
    }
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).tolerates(taint)) {
        return true;
      }
    }
    return false;
  }

  // By key and effect, each of which may be empty and then stands for any.
  private record Index(
      Set<Toleration> exact, Map<Toleration, Long> below, Map<Toleration, Long> above) {

    static Index of(List<Toleration> tolerations) {
      Index index = new Index(new HashSet<>(), new HashMap<>(), new HashMap<>());
      for (Toleration toleration : tolerations) {
        index.add(toleration);
      }
      return index;
    }

    private void add(Toleration one) {
      switch (one.operator()) {
        case "", "Equal" -> exact.add(asked("Equal", one.key(), one.value(), one.effect()));
        case "Exists" -> exact.add(asked("Exists", one.key(), "", one.effect()));
        case "Lt", "Gt" -> {
          Long bound = WholeNumber.parse(one.value());
          if (bound != null) {
            // Of bounds for one key the widest decides.
            boolean isBelow = one.operator().equals("Lt");
            (isBelow ? below : above)
                .merge(
                    asked("", one.key(), "", one.effect()), bound, isBelow ? Math::max : Math::min);
          }
        }
        default -> {
          // Tolerates nothing.
        }
      }
    }

    private static Toleration asked(String operator, String key, String value, String effect) {
      return new Toleration(key, operator, value, effect);
    }

    boolean tolerates(Taint taint) {
      return tolerates(taint, taint.key(), taint.effect())
          || tolerates(taint, taint.key(), "")
          || tolerates(taint, "", taint.effect())
          || tolerates(taint, "", "");
    }

    private boolean tolerates(Taint taint, String key, String effect) {
      if (exact.contains(asked("Exists", key, "", effect))
          || exact.contains(asked("Equal", key, taint.value(), effect))) {
        return true;
      }
      if (below.isEmpty() && above.isEmpty()) {
        return false;
      }
      Toleration bounded = asked("", key, "", effect);
      Long number = WholeNumber.parse(taint.value());
      Long most = below.get(bounded);
      Long least = above.get(bounded);
      return number != null
          && ((most != null && number < most) || (least != null && number > least));
    }
  }
}
