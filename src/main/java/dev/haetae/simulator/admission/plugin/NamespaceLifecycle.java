package dev.haetae.simulator.admission.plugin;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.defaults.Trees;
import dev.haetae.simulator.validation.field.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses objects in namespaces that do not exist or are being deleted.
 *
 * <p>Mirrors {@code k8s.io/apiserver/pkg/admission/plugin/namespace/lifecycle/admission.go}.
 */
public final class NamespaceLifecycle {
  private NamespaceLifecycle() {}

  /** Looks at a request; returns null when it may pass. */
  public static @Nullable Refusal admit(Attributes request) {
    String name = request.namespace();
    if (name.isEmpty() || !request.isCreate()) {
      return null;
    }
    ObjectValue namespace = request.find(GroupKind.NAMESPACE, name);
    if (namespace == null) {
      return request.knows(GroupKind.NAMESPACE) ? Refusal.notFound("namespaces", name) : null;
    }
    boolean ends =
        Trees.object(namespace, "status").text("phase").equals("Terminating")
            || Trees.object(namespace, "metadata").has("deletionTimestamp");
    if (!ends) {
      return null;
    }
    return Refusal.forbidden(
        request,
        "unable to create new content in namespace " + name + " because it is being terminated",
        List.of(
            new Cause(
                "NamespaceTerminating",
                "metadata.namespace",
                "namespace " + name + " is being terminated")));
  }
}
