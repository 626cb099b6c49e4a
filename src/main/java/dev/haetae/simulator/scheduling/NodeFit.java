package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.HostPorts;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.PlacedPod.HostPort;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.inventory.alike.AlikeElements;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.Node;
import dev.haetae.resource.NodeSelector;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Taint;
import dev.haetae.resource.Tolerations;
import dev.haetae.simulator.scheduling.devices.DeviceErrorException;
import dev.haetae.simulator.scheduling.devices.DeviceExpressions;
import dev.haetae.simulator.scheduling.devices.DynamicResources;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Predicts which nodes the scheduler finds fit for a pod.
 *
 * <p>Mirrors the filters of {@code pkg/scheduler/framework/plugins} in their default order:
 * NodeUnschedulable, NodeName, TaintToleration, NodeAffinity, NodePorts, NodeResourcesFit,
 * VolumeRestrictions (ReadWriteOncePod), NodeVolumeLimits, VolumeBinding, VolumeZone,
 * PodTopologySpread, InterPodAffinity, DynamicResources. The first that rejects a node names the
 * reason; resources name every shortage. Some checks come before any node is looked at: a claim
 * that is missing or unbound, a device class that does not exist, and affinity that names its nodes
 * in every term.
 *
 * <p>{@link PodPrediction#pod}'s {@link PodDemand#unmodelled} says what a pod asks for and nobody
 * looks at, such as the rules of other schedulers.
 */
public final class NodeFit {
  private static final Taint CORDONED =
      new Taint("node.kubernetes.io/unschedulable", "", "NoSchedule");

  // What a pod of a usual size costs on a node is counted with the look at the node.
  private static final int USUAL = 64;

  private final PodDemand pod;
  private final Inventory inventory;
  private final Tolerations tolerations;
  private final HostPorts hostPorts;
  private final PodClaims claims;
  private final @Nullable VolumeLimits volumeLimits;
  private final @Nullable DynamicResources devices;
  private final boolean toleratesCordon;
  private final @Nullable Set<String> namedNodes;
  private final boolean idle;
  private final RequestedResources resources;
  private @Nullable PodNeighbours neighbours;
  // Pods that are thought away while the node that they are on is looked at.
  private List<PlacedPod> gone = List.of();

  private NodeFit(PodDemand asked, Inventory inventory, boolean idle) {
    this.pod = asked.in(inventory);
    this.inventory = inventory;
    this.tolerations = Tolerations.of(pod.tolerations());
    this.hostPorts = HostPorts.of(pod.hostPorts());
    this.claims = PodClaims.of(pod, inventory);
    this.volumeLimits = idle ? null : VolumeLimits.of(pod, inventory);
    this.devices = idle || pod.devices().isEmpty() ? null : devices(pod, inventory);
    this.toleratesCordon = idle || tolerations.tolerate(CORDONED);
    this.namedNodes = pod.affinity() == null ? null : NodeSelection.named(pod.affinity());
    this.idle = idle;
    this.resources = new RequestedResources(pod.requests());
  }

  private static @Nullable DynamicResources devices(PodDemand pod, Inventory inventory) {
    return DynamicResources.areKnownIn(inventory)
        ? DynamicResources.of(
            pod.namespace(), pod.name(), pod.devices(), inventory, DeviceExpressions.USUAL)
        : null;
  }

  /** Returns what becomes of a pod of this spec. */
  public static PodPrediction predict(PodView pod, Inventory inventory) {
    return predict(PodDemand.of(pod), inventory);
  }

  /** Returns what becomes of a pod that asks for this. */
  public static PodPrediction predict(PodDemand pod, Inventory inventory) {
    return new NodeFit(pod, inventory, false).predict();
  }

  /**
   * Returns what would become of the pod were no pod on any node and no node cordoned: where it can
   * never run, whatever ends.
   */
  public static PodPrediction predictIdle(PodDemand pod, Inventory inventory) {
    return new NodeFit(pod, inventory, true).predict();
  }

  /** Returns how many pods that ask for this can run at once besides those that are there. */
  public static Room room(PodDemand pod, Inventory inventory) {
    return new NodeFit(pod, inventory, false).room();
  }

  /** Returns how many pods that ask for this could run at once were no pod on any node. */
  public static Room roomIdle(PodDemand pod, Inventory inventory) {
    return new NodeFit(pod, inventory, true).room();
  }

  /**
   * Returns what the kubelet of a node refuses a pod for that is put there past the scheduler, as
   * bits of {@link NodeVerdict}.
   */
  static long admit(PodDemand pod, NodeLoad load, Inventory inventory) {
    return new NodeFit(pod.withoutClaims(), inventory, false).admit(load);
  }

  private long admit(NodeLoad load) {
    long verdict = shortages(load);
    if (!isSelected(load.node())) {
      verdict |= NodeVerdict.AFFINITY;
    }
    for (Taint taint : load.node().taints()) {
      if (taint.effect().equals("NoExecute") && !tolerations.tolerate(taint)) {
        verdict |= NodeVerdict.TAINTS;
      }
    }
    return collides(load.hostPorts()) ? verdict | NodeVerdict.PORTS : verdict;
  }

  private Room room() {
    if (!failure().isEmpty()) {
      return new Room(0, 0, failure());
    }
    if (inventory.isClosed() && devices != null && !devices.missing().isEmpty()) {
      return new Room(0, 0, devices.missing());
    }
    List<NodeLoad> loads = inventory.nodeLoads();
    long[] verdicts = new long[loads.size()];
    String error = judge(loads, verdicts);
    if (!error.isEmpty()) {
      return new Room(0, 0, error);
    }
    Room.Count count = new Room.Count(pod);
    for (int i = 0; i < verdicts.length; i++) {
      NodeLoad load = loads.get(i);
      spend(pod.requests().others());
      long verdict = verdicts[i] & NodeVerdict.REJECTED;
      if (verdict == 0) {
        count.add(idle ? load.idle() : load);
      } else {
        count.addRejected(verdict);
      }
    }
    return count.room(claims.onePodOnly());
  }

  // What ends the look at the nodes; empty when nothing does.
  private String judge(List<NodeLoad> loads, long[] verdicts) {
    if (idle
        && loads instanceof AlikeElements<NodeLoad> known
        && AlikeNodes.areAlikeTo(pod, known)) {
      AlikeNodes.judge(known, verdicts, this::reject, inventory);
      return "";
    }
    meetNeighbours();
    try {
      boolean again;
      do {
        boolean fits = false;
        for (int i = 0; i < verdicts.length; i++) {
          verdicts[i] = reject(loads.get(i));
          fits |= (verdicts[i] & NodeVerdict.REJECTED) == 0;
        }
        // The scheduler takes unused devices from claims that have them elsewhere, and tries again.
        again = !fits && devices != null && devices.free();
      } while (again);
      return "";
    } catch (DeviceErrorException e) {
      return "running \"DynamicResources\" filter plugin: " + e.words();
    }
  }

  private PodPrediction predict() {
    List<NodeLoad> loads = inventory.nodeLoads();
    String failure = failure();
    long[] verdicts = new long[loads.size()];
    String error = failure.isEmpty() ? judge(loads, verdicts) : "";
    return new PodPrediction(
        new PodBasis(pod, claims, devices, loads, inventory.isClosed(), idle),
        failure,
        error,
        verdicts,
        () ->
            new PreemptionDryRun(this, pod, inventory)
                .run(loads, failure.isEmpty() ? verdicts : new long[0]));
  }

  private String failure() {
    if (namedNodes != null && namedNodes.isEmpty()) {
      return "pod affinity terms conflict";
    }
    return claims.failure().isEmpty() && devices != null ? devices.failure() : claims.failure();
  }

  private long reject(NodeLoad load) {
    Node node = load.node();
    if (namedNodes != null && !namedNodes.contains(node.name())) {
      return NodeVerdict.NOT_NAMED;
    }
    long placement = rejectPlacement(node);
    if (placement != 0) {
      return placement;
    }
    if (!idle && !pod.hostPorts().isEmpty() && collides(load.hostPorts())) {
      return NodeVerdict.PORTS;
    }
    long shortages = shortages(load);
    if (shortages != 0) {
      return shortages;
    }
    if (!idle && claims.onePodInUse(gone)) {
      return NodeVerdict.ONE_POD_CLAIM;
    }
    if (volumeLimits != null && volumeLimits.exceededOn(node.name(), gone)) {
      return NodeVerdict.TOO_MANY_VOLUMES;
    }
    long verdict = claims.reject(node);
    if (neighbours != null && (verdict & NodeVerdict.REJECTED) == 0) {
      verdict |= neighbours.reject(node);
    }
    if (devices != null && (verdict & NodeVerdict.REJECTED) == 0) {
      verdict |= rejectByDevices(devices.reject(node));
    }
    return verdict;
  }

  private static long rejectByDevices(DynamicResources.@Nullable Rejection rejection) {
    if (rejection == null) {
      return 0;
    }
    return switch (rejection) {
      case NOT_ALLOCATED -> NodeVerdict.DEVICES;
      case ELSEWHERE -> NodeVerdict.DEVICES_ELSEWHERE;
    };
  }

  /** Returns what a node fails on without some of its pods, which {@code load} does not count. */
  long rejectWithout(NodeLoad load, List<PlacedPod> without) {
    gone = without;
    long verdict = reject(load);
    gone = List.of();
    return verdict;
  }

  /** Counts a pod that comes to a node (1), or goes from it (-1). */
  void update(PlacedPod other, Node node, int delta) {
    if (neighbours != null) {
      neighbours.update(other, node, delta);
    }
  }

  // With nobody on any node, nobody is in the way; whom it wants near it may come yet.
  private void meetNeighbours() {
    if (!idle) {
      neighbours = PodNeighbours.of(pod, inventory, this::isSelected, this::toleratesTaints);
    }
  }

  private boolean toleratesTaints(Node node) {
    return toleratesAll(node.taints());
  }

  private long rejectPlacement(Node node) {
    if (node.unschedulable() && !toleratesCordon) {
      return NodeVerdict.UNSCHEDULABLE;
    }
    if (!pod.nodeName().isEmpty() && !pod.nodeName().equals(node.name())) {
      return NodeVerdict.NODE_NAME;
    }
    if (!node.taints().isEmpty() && !toleratesAll(node.taints())) {
      return NodeVerdict.TAINTS;
    }
    return isSelected(node) ? 0 : NodeVerdict.AFFINITY;
  }

  private boolean toleratesAll(List<Taint> taints) {
    for (int i = 0; i < taints.size(); i++) {
      Taint taint = taints.get(i);
      boolean cordon = idle && taint.equals(CORDONED);
      if (!cordon && !taint.effect().equals("PreferNoSchedule") && !tolerations.tolerate(taint)) {
        return false;
      }
    }
    return true;
  }

  private boolean isSelected(Node node) {
    List<LabelSelector.Requirement> selector = pod.nodeSelector();
    for (int i = 0; i < selector.size(); i++) {
      if (!selector.get(i).matches(node.labels().get(selector.get(i).key()))) {
        return false;
      }
    }
    return pod.affinity() == null || isSelected(node, pod.affinity().terms());
  }

  private boolean isSelected(Node node, List<NodeSelector.Term> terms) {
    long steps = 0;
    for (int i = 0; i < terms.size(); i++) {
      NodeSelector.Term term = terms.get(i);
      steps += term.size();
      if (term.matches(node.name(), node.labels())) {
        spend(steps);
        return true;
      }
    }
    spend(steps);
    return false;
  }

  private void spend(long steps) {
    if (steps > USUAL) {
      inventory.spend(steps);
    }
  }

  private boolean collides(List<HostPort> taken) {
    spend(taken.size());
    for (int i = 0; i < taken.size(); i++) {
      if (hostPorts.collideWith(taken.get(i))) {
        return true;
      }
    }
    return false;
  }

  private long shortages(NodeLoad load) {
    spend(pod.requests().others());
    return idle
        ? resources.shortages(load.allocatable(), ResourceAmounts.NONE, 0)
        : resources.shortages(load.allocatable(), load.requested(), load.pods());
  }
}
