package dev.haetae.resource;

import java.util.List;
import java.util.Map;

/** A Service. */
public final class ServiceView {
  private final Resource resource;
  private final ObjectView spec;

  private ServiceView(Resource resource) {
    this.resource = resource;
    this.spec = resource.view().object("spec");
  }

  /** The Service that {@code resource} writes. */
  public static ServiceView of(Resource resource) {
    return new ServiceView(resource);
  }

  /** The object. */
  public Resource resource() {
    return resource;
  }

  /** {@code spec}. */
  public ObjectView spec() {
    return spec;
  }

  /** {@code spec.type}; ClusterIP when not written. */
  public String type() {
    return spec.text("type", "ClusterIP");
  }

  /** Returns whether its ports have node ports: those of the types NodePort and LoadBalancer. */
  public boolean hasNodePorts() {
    return type().equals("NodePort") || isLoadBalancer();
  }

  /**
   * Returns whether the API server chooses node ports for ports that write none, as {@code
   * shouldAllocateNodePorts} of {@code pkg/registry/core/service/storage/storage.go} says.
   */
  public boolean isGivenNodePorts() {
    return hasNodePorts()
        && (!isLoadBalancer() || spec.flag("allocateLoadBalancerNodePorts", true));
  }

  /** Returns whether it needs a {@code healthCheckNodePort}, as {@code NeedsHealthCheck} says. */
  public boolean needsHealthCheckPort() {
    return isLoadBalancer() && externalTrafficPolicy().equals("Local");
  }

  private boolean isLoadBalancer() {
    return type().equals("LoadBalancer");
  }

  /** Returns whether it is reached from outside: by node ports or by {@code externalIPs}. */
  public boolean isExternal() {
    return hasNodePorts() || (type().equals("ClusterIP") && spec.array("externalIPs").size() > 0);
  }

  /**
   * {@code spec.externalTrafficPolicy}; where none is written, Cluster if it is reached from
   * outside, and empty if it is not.
   */
  public String externalTrafficPolicy() {
    return spec.text("externalTrafficPolicy", isExternal() ? "Cluster" : "");
  }

  /** {@code spec.ports}. */
  public List<ObjectView> ports() {
    return spec.objects("ports");
  }

  /** The nodePort of an element of {@link #ports()}; 0 when the API server chooses one. */
  public static long nodePort(ObjectView port) {
    return port.integer("nodePort", 0);
  }

  /** The protocol of an element of {@link #ports()}; TCP when not written. */
  public static String protocol(ObjectView port) {
    return port.text("protocol", "TCP");
  }

  /** {@code spec.healthCheckNodePort}; 0 when not written. */
  public long healthCheckNodePort() {
    return spec.integer("healthCheckNodePort", 0);
  }

  /** {@code spec.selector}. */
  public Map<String, String> selector() {
    return spec.textMap("selector");
  }
}
