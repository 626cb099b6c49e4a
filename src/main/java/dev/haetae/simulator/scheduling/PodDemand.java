package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.Inventory;
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
import dev.haetae.resource.tree.Text;
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
 * @param runtimeClass the name of the RuntimeClass that is to be merged into it; empty for none
 * @param hasOverhead whether the requests hold the overhead of its RuntimeClass already
 * @param unmodelled what counts for its nodes too and no prediction looks at: fields of the spec,
 *     and preemption
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
    String runtimeClass,
    boolean hasOverhead,
    List<String> unmodelled) {

  private static final String SCHEDULER = "schedulerName";
  private static final String RUNTIME_CLASS = "runtimeClassName";

  /** The beginning of what is said of room that may be made for a pod with a priority. */
  public static final String PREEMPTION = "preemption of pods of a lower priority";

  private static final String HAMI = "the scheduler of HAMi, whose webhook takes such pods";

  // What may let a pod run on a node that the rest of its spec keeps it off.
  private static final List<String> MAY_HELP = List.of(SCHEDULER, HAMI, RUNTIME_CLASS);

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
    List<String> unmodelled = unmodelled(pod);
    // Devices of a class are none of what a node says that it has.
    if (requests.keySet().removeIf(name -> DeviceClass.nameOf(name) != null)) {
      unmodelled.add("resources of device classes");
    }
    if (!unmodelled.contains(SCHEDULER) && HamiResources.areAmong(requests.keySet())) {
      unmodelled.add(HAMI);
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
        pod.spec().text(RUNTIME_CLASS),
        pod.spec().has("overhead"),
        unmodelled);
  }

  private static List<Toleration> withDefaults(List<Toleration> written) {
    List<Toleration> tolerations = new ArrayList<>(written.size() + DEFAULTS.size());
    tolerations.addAll(written);
    tolerations.addAll(DEFAULTS);
    return tolerations;
  }

  private static List<ClaimUse> claims(PodView pod) {
    List<ClaimUse> claims = new ArrayList<>(2);
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

  private static List<String> unmodelled(PodView pod) {
    ObjectView spec = pod.spec();
    List<String> fields = new ArrayList<>(0);
    if (spec.array("schedulingGates").size() > 0) {
      fields.add("schedulingGates");
    }
    ObjectView placed = pod.placing(SCHEDULER);
    if (!placed.text(SCHEDULER, "default-scheduler").equals("default-scheduler")) {
      fields.add(SCHEDULER);
    }
    if (!spec.text(RUNTIME_CLASS).isEmpty()) {
      fields.add(RUNTIME_CLASS);
    }
    boolean hasPriority = spec.has("priorityClassName") || spec.integer("priority", 0) > 0;
    if (hasPriority && !spec.text("preemptionPolicy").equals("Never")) {
      fields.add(PREEMPTION);
    }
    return fields;
  }

  /**
   * The part of what is not looked at that could make an outcome another one.
   *
   * @param good whether the outcome is that the pod can run
   */
  public List<String> unmodelledFor(boolean good) {
    List<String> found = new ArrayList<>(0);
    for (String one : unmodelled) {
      boolean isPreemption = one.startsWith(PREEMPTION);
      if (good ? !isPreemption : isPreemption || MAY_HELP.contains(one)) {
        found.add(one);
      }
    }
    return found;
  }

  /** Returns whether another scheduler than the default one finds its node, by rules of its own. */
  public boolean isOfAnotherScheduler() {
    return unmodelled.contains(SCHEDULER) || unmodelled.contains(HAMI);
  }

  /** The same pod as admission leaves it, which merges its RuntimeClass into it. */
  public PodDemand in(Inventory inventory) {
    if (runtimeClass.isEmpty()) {
      return this;
    }
    RuntimeClass known = RuntimeClass.find(runtimeClass, inventory);
    if (known == null) {
      return this;
    }
    List<LabelSelector.Requirement> selector = new ArrayList<>(nodeSelector);
    selector.addAll(known.nodeSelector());
    List<Toleration> tolerated = new ArrayList<>(tolerations);
    tolerated.addAll(known.tolerations());
    List<String> rest = new ArrayList<>(unmodelled);
    rest.remove(RUNTIME_CLASS);
    ResourceAmounts.Sum sum = new ResourceAmounts.Sum();
    sum.add(requests, 1);
    sum.add(known.overhead(), hasOverhead ? 0 : 1);
    return new PodDemand(
        namespace,
        name,
        nodeName,
        selector,
        affinity,
        tolerated,
        sum.build(),
        hostPorts,
        claims,
        devices,
        relations,
        "",
        true,
        rest);
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

  /** The same pod where preemption could make room for it on these nodes, and on no others. */
  public PodDemand withPreemption(List<String> nodes) {
    List<String> rest = new ArrayList<>(unmodelled);
    rest.remove(PREEMPTION);
    if (!nodes.isEmpty()) {
      rest.add(PREEMPTION + ", which could make room on " + Text.shorten(nodes, 80));
    }
    return withUnmodelled(rest);
  }

  /** The same pod with these in place of what no prediction looks at. */
  public PodDemand withUnmodelled(List<String> rest) {
    return new PodDemand(
        namespace,
        name,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        requests,
        hostPorts,
        claims,
        devices,
        relations,
        runtimeClass,
        hasOverhead,
        rest);
  }

  /** The same pod with more tolerations: those that the DaemonSet controller adds. */
  public PodDemand withTolerations(List<Toleration> more) {
    List<Toleration> all = new ArrayList<>(tolerations);
    all.addAll(more);
    return with(name, all, claims);
  }

  /** The same pod as others know it otherwise, or as it bears on them otherwise. */
  PodDemand withRelations(PodRelations other) {
    return new PodDemand(
        namespace,
        name,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        requests,
        hostPorts,
        claims,
        devices,
        other,
        runtimeClass,
        hasOverhead,
        unmodelled);
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
        runtimeClass,
        hasOverhead,
        unmodelled);
  }
}
