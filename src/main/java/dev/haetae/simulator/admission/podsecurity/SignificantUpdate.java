package dev.haetae.simulator.admission.podsecurity;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Trees;

/**
 * Tells updates of pods that change what runs from all others.
 *
 * <p>Mirrors {@code isSignificantPodUpdate} of {@code
 * k8s.io/pod-security-admission/admission/admission.go}.
 */
final class SignificantUpdate {
  private SignificantUpdate() {}

  /** Returns whether a pod gets another container or image. */
  static boolean of(ObjectValue pod, ObjectValue existing) {
    ObjectValue spec = Trees.object(pod, "spec");
    ObjectValue before = Trees.object(existing, "spec");
    for (String field : new String[] {"containers", "initContainers", "ephemeralContainers"}) {
      if (differ(Trees.array(spec, field), Trees.array(before, field))) {
        return true;
      }
    }
    return false;
  }

  private static boolean differ(ArrayValue now, ArrayValue before) {
    if (now.size() != before.size()) {
      return true;
    }
    for (int i = 0; i < now.size(); i++) {
      String image = Trees.object(now, i).text("image");
      if (!image.equals(Trees.object(before, i).text("image"))) {
        return true;
      }
    }
    return false;
  }
}
