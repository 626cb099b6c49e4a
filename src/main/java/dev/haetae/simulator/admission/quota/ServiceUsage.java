package dev.haetae.simulator.admission.quota;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Amount;
import dev.haetae.simulator.defaults.Trees;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The count of Services, {@code pkg/quota/v1/evaluator/core/services.go}. */
enum ServiceUsage implements Evaluator {
  /** The one there is. */
  INSTANCE;

  private static final String NODE_PORTS = "services.nodeports";
  private static final String LOAD_BALANCERS = "services.loadbalancers";
  private static final Set<String> RESOURCES =
      Set.of("count/services", "services", NODE_PORTS, LOAD_BALANCERS);

  @Override
  public boolean handles(ObjectValue object, @Nullable ObjectValue existing) {
    return true;
  }

  @Override
  public boolean counts(String resource) {
    return RESOURCES.contains(resource);
  }

  @Override
  public boolean isWithin(Scope scope, ObjectValue object) {
    return false;
  }

  @Override
  public Map<String, Amount> usage(ObjectValue service) {
    ObjectValue spec = Trees.object(service, "spec");
    ArrayValue ports = Trees.array(spec, "ports");
    long nodePorts = 0;
    boolean balanced = spec.text("type").equals("LoadBalancer");
    if (balanced && spec.get("allocateLoadBalancerNodePorts") == BooleanValue.FALSE) {
      for (int i = 0; i < ports.size(); i++) {
        nodePorts += Trees.integer(Trees.object(ports, i), "nodePort", 0) == 0 ? 0 : 1;
      }
    } else if (balanced || spec.text("type").equals("NodePort")) {
      nodePorts = ports.size();
    }
    Map<String, Amount> usage = new HashMap<>();
    usage.put("count/services", Amount.of(1));
    usage.put("services", Amount.of(1));
    usage.put(NODE_PORTS, Amount.of(nodePorts));
    usage.put(LOAD_BALANCERS, Amount.of(balanced ? 1 : 0));
    return usage;
  }
}
