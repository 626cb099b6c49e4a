package dev.haetae.inventory;

import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.Resource;
import dev.haetae.resource.VolumeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A pod of the world: what it takes from its node and from its claims.
 *
 * @param namespace the pod's namespace
 * @param name the pod's name
 * @param node the node it is on; empty when it has none yet
 * @param finished whether it has succeeded or failed, and so takes nothing any more
 * @param labels the pod's labels
 * @param requests what the scheduler counts for it ({@link PodRequests})
 * @param hostPorts the host ports it holds
 * @param claims the names of the claims it mounts
 */
public record PlacedPod(
    String namespace,
    String name,
    String node,
    boolean finished,
    Map<String, String> labels,
    Map<String, Quantity> requests,
    List<HostPort> hostPorts,
    List<String> claims) {

  /**
   * A host port.
   *
   * @param address the host address; empty or 0.0.0.0 for all
   * @param protocol TCP, UDP or SCTP
   * @param port 1 to 65535
   */
  public record HostPort(String address, String protocol, int port) {
    /** Returns whether both cannot be had on one node. */
    public boolean collidesWith(HostPort other) {
      return port == other.port
          && protocol.equals(other.protocol)
          && (isWild() || other.isWild() || address.equals(other.address));
    }

    boolean isWild() {
      return address.isEmpty() || address.equals("0.0.0.0");
    }
  }

  /** The pod that {@code resource}, a Pod, writes. */
  public static PlacedPod of(Resource resource) {
    PodView pod = resource.pods().getFirst();
    return new PlacedPod(
        resource.namespace(),
        resource.name(),
        pod.nodeName(),
        resource.isFinishedPod(),
        resource.labels(),
        PodRequests.of(pod),
        hostPorts(pod),
        claims(pod));
  }

  /** The host ports that a pod of this spec asks for. */
  public static List<HostPort> hostPorts(PodView pod) {
    List<HostPort> ports = new ArrayList<>();
    boolean hostNetwork = pod.spec().flag("hostNetwork", false);
    for (ContainerView container : pod.containers()) {
      if (container.role() == ContainerView.Role.EPHEMERAL
          || (container.role() == ContainerView.Role.INIT && !container.isSidecar())) {
        continue;
      }
      for (ObjectView port : container.ports()) {
        // Defaulting gives every port of a host-network pod its own number as hostPort.
        long number = port.integer("hostPort", hostNetwork ? port.integer("containerPort", 0) : 0);
        if (number > 0) {
          ports.add(new HostPort(port.text("hostIP"), port.text("protocol", "TCP"), (int) number));
        }
      }
    }
    return List.copyOf(ports);
  }

  private static List<String> claims(PodView pod) {
    List<String> claims = new ArrayList<>();
    for (VolumeView volume : pod.volumes()) {
      ClaimTemplate template = ClaimTemplate.of(volume);
      if (volume.isClaim()) {
        claims.add(volume.claimName());
      } else if (template != null) {
        claims.add(template.claimName(pod.carrier().name()));
      }
    }
    return List.copyOf(claims);
  }
}
