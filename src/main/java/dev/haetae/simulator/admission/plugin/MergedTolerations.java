package dev.haetae.simulator.admission.plugin;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.List;

/**
 * The tolerations of a pod and of its RuntimeClass, without those that another one covers.
 *
 * <p>Mirrors {@code pkg/util/tolerations/tolerations.go}.
 */
final class MergedTolerations {
  private MergedTolerations() {}

  static ObjectValue of(ObjectValue spec, ArrayValue more) {
    if (more.size() == 0 && !spec.has("tolerations")) {
      return spec;
    }
    List<ObjectValue> all = new ArrayList<>();
    addAll(all, Trees.array(spec, "tolerations"));
    addAll(all, more);
    List<ObjectValue> merged = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      ObjectValue one = all.get(i);
      boolean covered = false;
      for (ObjectValue other : merged) {
        covered |= covers(other, one);
      }
      for (int k = i + 1; k < all.size() && !covered; k++) {
        covered = !all.get(k).equals(one) && covers(all.get(k), one);
      }
      if (!covered) {
        merged.add(one);
      }
    }
    return spec.with("tolerations", ArrayValue.of(merged));
  }

  private static void addAll(List<ObjectValue> all, ArrayValue tolerations) {
    for (int i = 0; i < tolerations.size(); i++) {
      all.add(Trees.object(tolerations, i));
    }
  }

  private static boolean covers(ObjectValue wide, ObjectValue narrow) {
    if (wide.equals(narrow)) {
      return true;
    }
    String operator = wide.text("operator");
    String key = wide.text("key");
    if (!narrow.text("key").equals(key) && (!key.isEmpty() || !operator.equals("Exists"))) {
      return false;
    }
    String effect = wide.text("effect");
    if (!narrow.text("effect").equals(effect) && !effect.isEmpty()) {
      return false;
    }
    if (effect.equals("NoExecute") && wide.has("tolerationSeconds")) {
      long seconds = Trees.integer(wide, "tolerationSeconds", 0);
      if (Trees.integer(narrow, "tolerationSeconds", Long.MAX_VALUE) > seconds) {
        return false;
      }
    }
    return switch (operator) {
      case "Exists" -> true;
      case "", "Equal" ->
          narrow.text("operator").equals("Equal")
              && narrow.text("value").equals(wide.text("value"));
      default -> false;
    };
  }
}
