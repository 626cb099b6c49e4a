package dev.haetae.simulator.admission.plugin;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.defaults.Defaults;
import dev.haetae.simulator.defaults.PodAmounts;
import dev.haetae.simulator.defaults.Trees;
import org.jspecify.annotations.Nullable;

/**
 * Gives a pod the overhead, node selector and tolerations of its RuntimeClass.
 *
 * <p>Mirrors {@code plugin/pkg/admission/runtimeclass/admission.go}.
 */
public final class RuntimeClasses {
  private static final String MISMATCH =
      "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";

  private RuntimeClasses() {}

  /** Looks at a pod that is created; returns null when it may pass. */
  public static @Nullable Refusal admit(Attributes request) {
    ObjectValue spec = request.spec();
    if (!request.isOf(GroupKind.POD) || !request.isCreate() || !spec.has("runtimeClassName")) {
      return null;
    }
    String name = spec.text("runtimeClassName");
    if (name.isEmpty()) {
      return Refusal.internal("resource name may not be empty");
    }
    ObjectValue found = request.find(GroupKind.RUNTIME_CLASS, name);
    if (found == null) {
      return request.knows(GroupKind.RUNTIME_CLASS)
          ? Refusal.forbidden(request, "pod rejected: RuntimeClass \"" + name + "\" not found")
          : null;
    }
    found = Defaults.of(found);
    if (found.has("overhead")) {
      ObjectValue overhead = overhead(found);
      ObjectValue own = Trees.object(spec, "overhead");
      if (own.size() > 0 && !same(own, overhead)) {
        return Refusal.forbidden(request, MISMATCH);
      }
      spec = overhead.size() == 0 ? spec.without("overhead") : spec.with("overhead", overhead);
    }
    return found.has("scheduling") ? schedule(request, spec, found) : replaced(request, spec);
  }

  private static ObjectValue overhead(ObjectValue runtimeClass) {
    return Trees.object(Trees.object(runtimeClass, "overhead"), "podFixed");
  }

  private static boolean same(ObjectValue one, ObjectValue other) {
    return PodAmounts.of(one).equals(PodAmounts.of(other));
  }

  private static @Nullable Refusal schedule(
      Attributes request, ObjectValue spec, ObjectValue runtimeClass) {
    ObjectValue scheduling = Trees.object(runtimeClass, "scheduling");
    ObjectValue selector = Trees.object(spec, "nodeSelector");
    ObjectValue more = Trees.object(scheduling, "nodeSelector");
    for (int i = 0; i < more.size(); i++) {
      String key = more.key(i);
      String value = more.text(key);
      if (selector.has(key) && !selector.text(key).equals(value)) {
        return Refusal.forbidden(
            request,
            "conflict: runtimeClass.scheduling.nodeSelector["
                + key
                + "] = "
                + value
                + "; pod.spec.nodeSelector["
                + key
                + "] = "
                + selector.text(key));
      }
    }
    selector = Trees.overlaid(selector, more);
    ObjectValue out = selector.size() == 0 ? spec : spec.with("nodeSelector", selector);
    return replaced(request, MergedTolerations.of(out, Trees.array(scheduling, "tolerations")));
  }

  private static @Nullable Refusal replaced(Attributes request, ObjectValue spec) {
    request.replaceSpec(spec);
    return null;
  }

  /** Sees that a pod's overhead is that of its class; returns null when it may pass. */
  public static @Nullable Refusal validate(Attributes request) {
    if (!request.isOf(GroupKind.POD) || !request.isCreate()) {
      return null;
    }
    ObjectValue spec = request.spec();
    String name = spec.text("runtimeClassName");
    ObjectValue found = name.isEmpty() ? null : request.find(GroupKind.RUNTIME_CLASS, name);
    if (found == null && !name.isEmpty()) {
      return null;
    }
    if (found != null && found.has("overhead")) {
      return same(Trees.object(spec, "overhead"), overhead(found))
          ? null
          : Refusal.forbidden(request, MISMATCH);
    }
    return spec.has("overhead")
        ? Refusal.forbidden(
            request,
            "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead")
        : null;
  }
}
