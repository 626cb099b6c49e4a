package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.defaults.Trees;

/** The warnings about Services, {@code pkg/api/service/warnings.go}, but for odd addresses. */
final class ServiceWarnings {
  private static final String HINTS = "service.kubernetes.io/topology-aware-hints";

  private ServiceWarnings() {}

  static void add(Attributes request, ObjectValue spec) {
    ObjectValue annotations =
        Trees.object(Trees.object(request.object(), "metadata"), "annotations");
    boolean external = spec.text("type").equals("ExternalName");
    boolean headless =
        spec.text("clusterIP").equals("None")
            && (external || spec.text("type").equals("ClusterIP"));
    if (annotations.has(HINTS)) {
      request.warn(
          "annotation "
              + HINTS
              + " is deprecated, please use service.kubernetes.io/topology-mode instead");
    }
    if (headless) {
      if (spec.has("loadBalancerIP")) {
        request.warn("spec.loadBalancerIP is ignored for headless services");
      }
      if (spec.has("externalIPs")) {
        request.warn("spec.externalIPs is ignored for headless services");
      }
      if (!spec.text("sessionAffinity").equals("None")) {
        request.warn("spec.SessionAffinity is ignored for headless services");
      }
    }
    if (spec.has("externalIPs") && !headless && !external) {
      request.warn(
          "spec.externalIPs is deprecated and may no longer be implemented in some clusters");
    }
    if (external && spec.has("externalIPs")) {
      request.warn("spec.externalIPs is ignored when spec.type is \"ExternalName\"");
    }
    if (!external && spec.has("externalName")) {
      request.warn("spec.externalName is ignored when spec.type is not \"ExternalName\"");
    }
    if (spec.text("trafficDistribution").equals("PreferClose")) {
      request.warn(
          "spec.trafficDistribution: \"PreferClose\" is deprecated; use \"PreferSameZone\"");
    }
  }
}
