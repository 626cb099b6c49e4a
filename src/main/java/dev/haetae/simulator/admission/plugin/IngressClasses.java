package dev.haetae.simulator.admission.plugin;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.defaults.Trees;
import org.jspecify.annotations.Nullable;

/**
 * Gives an Ingress that names no class the default one: the newest, of those the first by name.
 *
 * <p>Mirrors {@code plugin/pkg/admission/network/defaultingressclass/admission.go}.
 */
public final class IngressClasses {
  private static final GroupKind INGRESS = new GroupKind("networking.k8s.io", "Ingress");
  private static final GroupKind INGRESS_CLASS = new GroupKind("networking.k8s.io", "IngressClass");
  private static final String DEFAULT = "ingressclass.kubernetes.io/is-default-class";
  private static final String OLD_CLASS = "kubernetes.io/ingress.class";

  private IngressClasses() {}

  /** Looks at an Ingress that is created; returns null. */
  public static @Nullable Refusal admit(Attributes request) {
    if (!request.isOf(INGRESS) || !request.isCreate()) {
      return null;
    }
    ObjectValue annotations =
        Trees.object(Trees.object(request.object(), "metadata"), "annotations");
    ObjectValue spec = request.spec();
    if (annotations.has(OLD_CLASS) || spec.has("ingressClassName")) {
      return null;
    }
    Resource newest = null;
    for (Resource one : request.list(INGRESS_CLASS)) {
      boolean standard = "true".equals(one.annotations().get(DEFAULT));
      if (standard && (newest == null || created(one).compareTo(created(newest)) > 0)) {
        newest = one;
      }
    }
    if (newest != null) {
      request.replaceSpec(Trees.with(spec, "ingressClassName", newest.name()));
    }
    return null;
  }

  private static String created(Resource resource) {
    return resource.metadata().text("creationTimestamp");
  }
}
