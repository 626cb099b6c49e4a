package dev.haetae.inventory;

import dev.haetae.inventory.affinity.PodAffinityTerm;
import dev.haetae.inventory.owner.Owner;
import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.Resource;
import dev.haetae.resource.VolumeView;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
 * @param standing what it is to other pods: how it keeps them off, and what makes it give way
 * @param owner the controller that keeps it; null for a pod of its own
 * @param created when it was made, in seconds since 1970; 0 when that is not known
 */
public record PlacedPod(
    String namespace,
    String name,
    String node,
    boolean finished,
    Map<String, String> labels,
    Map<String, Quantity> requests,
    List<HostPort> hostPorts,
    List<String> claims,
    Standing standing,
    @Nullable Owner owner,
    long created) {

  /**
   * What a pod is to others that are to be scheduled.
   *
   * @param terminating whether it is being deleted
   * @param priority how important it is; the less important give way
   * @param priorityClass the class that says that, empty for the one that is the default; null
   *     where the priority itself is written, as the API server does
   * @param started when it was started, as RFC 3339 writes it; empty when it was not yet
   * @param keepsOff the pods that it will not have near it: its required anti-affinity
   */
  public record Standing(
      boolean terminating,
      int priority,
      @Nullable String priorityClass,
      String started,
      List<PodAffinityTerm> keepsOff) {
    /** The standing of a pod of priority 0 that keeps nobody off. */
    public static final Standing NONE = new Standing(false, 0, null, "", List.of());

    /** A standing that keeps its own copy of the list. */
    public Standing {
      keepsOff = List.copyOf(keepsOff);
    }

    private static Standing of(Resource resource, PodView pod) {
      return new Standing(
          resource.isTerminating(),
          (int) pod.spec().integer("priority", 0),
          pod.spec().has("priority") ? null : pod.spec().text("priorityClassName"),
          resource.view().object("status").text("startTime"),
          PodAffinityTerm.ofAntiAffinityIfReadable(pod));
    }

    /** The same without what only the choice of pods that give way looks at. */
    public Standing withoutStart() {
      Standing rest = new Standing(terminating, priority, priorityClass, "", keepsOff);
      return rest.equals(NONE) ? NONE : rest;
    }
  }

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
        claims(pod),
        Standing.of(resource, pod),
        Owner.ofIfReadable(resource),
        created(resource));
  }

  // Nothing hangs on it but what is told.
  private static long created(Resource resource) {
    try {
      String written = resource.metadata().text("creationTimestamp");
      return written.isEmpty() ? 0 : Instant.parse(written).getEpochSecond();
    } catch (MalformedResourceException | DateTimeParseException e) {
      return 0;
    }
  }

  /** The same pod with its priority. */
  public PlacedPod withPriority(int priority) {
    return new PlacedPod(
        namespace,
        name,
        node,
        finished,
        labels,
        requests,
        hostPorts,
        claims,
        new Standing(
            standing.terminating(), priority, null, standing.started(), standing.keepsOff()),
        owner,
        created);
  }

  /**
   * The namespaces whose pods it may keep off the nodes near its own, the empty one for all; none
   * of a pod that is on no node, or keeps nobody off.
   */
  Set<String> keepsOffIn() {
    if (finished || node.isEmpty() || standing.keepsOff().isEmpty()) {
      return Set.of();
    }
    Set<String> namespaces = new TreeSet<>();
    for (PodAffinityTerm term : standing.keepsOff()) {
      if (term.namespaceSelector() != null) {
        return Set.of("");
      }
      namespaces.addAll(term.namespaces());
    }
    return namespaces;
  }

  /** Returns whether it may keep pods of this namespace off the nodes near its own. */
  public boolean mayKeepOff(String namespace) {
    if (standing.keepsOff().isEmpty()) {
      return false;
    }
    Set<String> namespaces = keepsOffIn();
    return namespaces.contains(namespace) || namespaces.contains("");
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
