package dev.haetae.simulator.admission.plugin;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.defaults.Trees;
import org.jspecify.annotations.Nullable;

/**
 * Refuses mirror pods, which stand for static pods of a kubelet, that refer to objects.
 *
 * <p>Mirrors {@code plugin/pkg/admission/serviceaccount/admission.go}.
 */
final class MirrorPods {
  private MirrorPods() {}

  static @Nullable Refusal admit(Attributes request) {
    ObjectValue spec = request.spec();
    if (!spec.text("serviceAccountName").isEmpty()) {
      return Refusal.forbidden(request, "a mirror pod may not reference service accounts");
    }
    if (hasSecrets(spec)) {
      return Refusal.forbidden(request, "a mirror pod may not reference secrets");
    }
    ArrayValue volumes = Trees.array(spec, "volumes");
    for (int i = 0; i < volumes.size(); i++) {
      ArrayValue sources =
          Trees.array(Trees.object(Trees.object(volumes, i), "projected"), "sources");
      for (int k = 0; k < sources.size(); k++) {
        if (Trees.object(sources, k).has("serviceAccountToken")) {
          return Refusal.forbidden(
              request, "a mirror pod may not use ServiceAccountToken volume projections");
        }
      }
    }
    return null;
  }

  private static boolean hasSecrets(ObjectValue spec) {
    ArrayValue pull = Trees.array(spec, "imagePullSecrets");
    for (int i = 0; i < pull.size(); i++) {
      if (!Trees.object(pull, i).text("name").isEmpty()) {
        return true;
      }
    }
    ArrayValue volumes = Trees.array(spec, "volumes");
    for (int i = 0; i < volumes.size(); i++) {
      ObjectValue volume = Trees.object(volumes, i);
      if (volume.has("secret") || anySecret(Trees.object(volume, "projected"))) {
        return true;
      }
    }
    return MountableSecrets.anyEnv(spec);
  }

  private static boolean anySecret(ObjectValue projected) {
    ArrayValue sources = Trees.array(projected, "sources");
    for (int i = 0; i < sources.size(); i++) {
      if (!Trees.object(Trees.object(sources, i), "secret").text("name").isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
