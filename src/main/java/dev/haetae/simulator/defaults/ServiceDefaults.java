package dev.haetae.simulator.defaults;

import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;

/** The defaults of a Service, {@code SetDefaults_Service} of {@code pkg/apis/core/v1}. */
final class ServiceDefaults {
  private static final NumberValue THREE_HOURS = NumberValue.of(10_800);

  private ServiceDefaults() {}

  static ObjectValue service(ObjectValue service) {
    return Trees.change(service, "spec", ServiceDefaults::spec);
  }

  private static ObjectValue spec(ObjectValue spec) {
    String type = spec.text("type");
    boolean balanced = type.equals("LoadBalancer");
    boolean port = type.equals("NodePort");
    ObjectValue out = affinity(spec);
    out = Trees.changeEach(out, "ports", ServiceDefaults::port);
    boolean external = balanced || port || (type.equals("ClusterIP") && out.has("externalIPs"));
    if (external) {
      out = Trees.ifAbsent(out, "externalTrafficPolicy", "Cluster");
    }
    if (balanced || port || type.equals("ClusterIP")) {
      out = Trees.ifAbsent(out, "internalTrafficPolicy", "Cluster");
    }
    return balanced ? Trees.ifAbsent(out, "allocateLoadBalancerNodePorts", BooleanValue.TRUE) : out;
  }

  private static ObjectValue affinity(ObjectValue spec) {
    return switch (spec.text("sessionAffinity")) {
      case "None" -> spec.without("sessionAffinityConfig");
      case "ClientIP" ->
          Trees.object(Trees.object(spec, "sessionAffinityConfig"), "clientIP")
                  .has("timeoutSeconds")
              ? spec
              : spec.with(
                  "sessionAffinityConfig",
                  ObjectValue.of("clientIP", ObjectValue.of("timeoutSeconds", THREE_HOURS)));
      default -> spec;
    };
  }

  private static ObjectValue port(ObjectValue port) {
    Value target = port.get("targetPort");
    boolean none =
        target.isNull()
            || target.equals(NumberValue.of(0))
            || (target instanceof StringValue text && text.text().isEmpty());
    return none ? port.with("targetPort", port.get("port")) : port;
  }
}
