package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.PlacedPod.HostPort;
import dev.haetae.inventory.PodRequests;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.DeviceClass;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.NodeSelector;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.Toleration;
import dev.haetae.resource.VolumeView;
import dev.haetae.simulator.scheduling.devices.DeviceUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The demand of a pod on the node it is to run on, read once from its spec.
 *
 * @param namespace the pod's namespace
 * @param name the pod's name, or that of its carrier
 * @param nodeName the node it is put on past the scheduler; empty for none
 * @param nodeSelector labels the node must have
 * @param affinity the required node affinity; null for none
 * @param tolerations of taints, with the two that admission adds to every pod
 * @param requests what it takes of its node
 * @param hostPorts ports of the node it takes
 * @param claims what it mounts, in the order of its volumes
 * @param devices the claims for devices that it names
 * @param relations what it is to the other pods
 * @param unmodelled fields of the spec that restrict its nodes too and that no prediction looks at
 */
public record PodDemand(
    String namespace,
    String name,
    String nodeName,
    List<LabelSelector.Requirement> nodeSelector,
    @Nullable NodeSelector affinity,
    List<Toleration> tolerations,
    ResourceAmounts requests,
    List<HostPort> hostPorts,
    List<ClaimUse> claims,
    List<DeviceUse> devices,
    PodRelations relations,
    List<String> unmodelled) {

  // DefaultTolerationSeconds gives every pod five minutes on a node that goes away.
  private static final List<Toleration> DEFAULTS =
      List.of(
          new Toleration("node.kubernetes.io/not-ready", "Exists", "", "NoExecute"),
          new Toleration("node.kubernetes.io/unreachable", "Exists", "", "NoExecute"));

  /**
   * A claim that a pod mounts.
   *
   * @param name the claim's name
   * @param volume the pod's volume
   * @param made the claim as it will be made with the pod, of a generic ephemeral volume or a
   *     StatefulSet's template; null when it must be there
   */
  public record ClaimUse(String name, String volume, @Nullable PersistentVolumeClaim made) {
    private static ClaimUse of(ClaimTemplate template, String namespace, String pod) {
      String name = template.claimName(pod);
      return new ClaimUse(name, template.volume(), template.claim(namespace, name));
    }

    /** The claims that are made with the pod of this name, of its generic ephemeral volumes. */
    public static List<ClaimUse> ofVolumes(PodView pod, String name) {
      return ClaimTemplate.ofVolumes(pod).stream()
          .map(template -> of(template, pod.carrier().namespace(), name))
          .toList();
    }
  }

  /** A demand that keeps its own copies of the lists. */
  public PodDemand {
    nodeSelector = List.copyOf(nodeSelector);
    tolerations = List.copyOf(tolerations);
    hostPorts = List.copyOf(hostPorts);
    claims = List.copyOf(claims);
    devices = List.copyOf(devices);
    unmodelled = List.copyOf(unmodelled);
  }

  /** Returns what a pod of this spec asks for. */
  public static PodDemand of(PodView pod) {
    Map<String, Quantity> requests = PodRequests.of(pod);
    List<String> unmodelled = unmodelled(pod.spec());
    // Devices of a class are none of what a node says that it has.
    if (requests.keySet().removeIf(name -> DeviceClass.nameOf(name) != null)) {
      unmodelled.add("resources of device classes");
    }
    return new PodDemand(
        pod.carrier().namespace(),
        pod.carrier().name(),
        pod.nodeName(),
        LabelSelector.ofLabels(pod.nodeSelector()).requirements(),
        pod.requiredNodes(),
        withDefaults(pod.tolerations()),
        ResourceAmounts.of(requests),
        PlacedPod.hostPorts(pod),
        claims(pod),
        DeviceUse.of(pod),
        PodRelations.of(pod),
        unmodelled);
  }

  private static List<Toleration> withDefaults(List<Toleration> written) {
    List<Toleration> tolerations = new ArrayList<>(written.size() + DEFAULTS.size());
    tolerations.addAll(written);
    tolerations.addAll(DEFAULTS);
    return tolerations;
  }

  private static List<ClaimUse> claims(PodView pod) {
    List<ClaimUse> claims = new ArrayList<>();
    for (VolumeView volume : pod.volumes()) {
      ClaimTemplate template = ClaimTemplate.of(volume);
      if (volume.isClaim()) {
        claims.add(new ClaimUse(volume.claimName(), volume.name(), null));
      } else if (template != null) {
        claims.add(ClaimUse.of(template, pod.carrier().namespace(), pod.carrier().name()));
      }
    }
    return claims;
  }

  private static List<String> unmodelled(ObjectView spec) {
    List<String> fields = new ArrayList<>();
    if (spec.array("schedulingGates").size() > 0) {
      fields.add("schedulingGates");
    }
    if (!spec.text("schedulerName", "default-scheduler").equals("default-scheduler")) {
      fields.add("schedulerName");
    }
    return fields;
  }

  /** The same pod with these claims for the volumes of their names: a StatefulSet's ordinal. */
  public PodDemand withClaims(String podName, List<ClaimUse> made) {
    List<ClaimUse> all = new ArrayList<>(made);
    Set<String> volumes = new HashSet<>();
    made.forEach(one -> volumes.add(one.volume()));
    for (ClaimUse claim : claims) {
      if (!volumes.contains(claim.volume())) {
        all.add(claim);
      }
    }
    return with(podName, tolerations, all);
  }

  /** The same pod without its volumes: what it asks of a node alone. */
  public PodDemand withoutClaims() {
    return with(name, tolerations, List.of());
  }

  /** The same pod with more tolerations: those that the DaemonSet controller adds. */
  public PodDemand withTolerations(List<Toleration> more) {
    List<Toleration> all = new ArrayList<>(tolerations);
    all.addAll(more);
    return with(name, all, claims);
  }

  private PodDemand with(String newName, List<Toleration> tolerated, List<ClaimUse> mounted) {
    return new PodDemand(
        namespace,
        newName,
        nodeName,
        nodeSelector,
        affinity,
        tolerated,
        requests,
        hostPorts,
        mounted,
        devices,
        relations,
        unmodelled);
  }
}
