package dev.haetae.simulator.admission.plugin;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.defaults.Trees;
import org.jspecify.annotations.Nullable;

/**
 * Lets a pod tolerate for five minutes that its node is not ready or cannot be reached.
 *
 * <p>Mirrors {@code plugin/pkg/admission/defaulttolerationseconds/admission.go}.
 */
public final class DefaultTolerations {
  private static final String NOT_READY = "node.kubernetes.io/not-ready";
  private static final String UNREACHABLE = "node.kubernetes.io/unreachable";

  private DefaultTolerations() {}

  /** Looks at a pod; returns null. */
  public static @Nullable Refusal admit(Attributes request) {
    if (!request.isOf(GroupKind.POD)) {
      return null;
    }
    ObjectValue spec = request.spec();
    boolean notReady = tolerates(spec, NOT_READY);
    boolean unreachable = tolerates(spec, UNREACHABLE);
    ObjectValue out = notReady ? spec : with(spec, NOT_READY);
    out = unreachable ? out : with(out, UNREACHABLE);
    if (!Trees.isSame(spec, out)) {
      request.replaceSpec(out);
    }
    return null;
  }

  private static boolean tolerates(ObjectValue spec, String taint) {
    ArrayValue tolerations = Trees.array(spec, "tolerations");
    for (int i = 0; i < tolerations.size(); i++) {
      ObjectValue toleration = Trees.object(tolerations, i);
      String key = toleration.text("key");
      String effect = toleration.text("effect");
      if ((key.isEmpty() || key.equals(taint))
          && (effect.isEmpty() || effect.equals("NoExecute"))) {
        return true;
      }
    }
    return false;
  }

  private static ObjectValue with(ObjectValue spec, String taint) {
    ObjectValue toleration =
        new ObjectValue.Builder(4)
            .put("key", taint)
            .put("operator", "Exists")
            .put("effect", "NoExecute")
            .put("tolerationSeconds", 300)
            .build();
    return Trees.append(spec, "tolerations", toleration);
  }
}
