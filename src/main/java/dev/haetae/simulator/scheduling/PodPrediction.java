package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.NodeLoad;
import dev.haetae.resource.Node;
import dev.haetae.resource.Resource;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.DelayedClaims.Choice;
import dev.haetae.simulator.scheduling.devices.Device;
import dev.haetae.simulator.scheduling.devices.DynamicResources;
import dev.haetae.simulator.scheduling.preemption.Preemption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The prediction of a pod: which nodes can take it, and why the others cannot. */
public final class PodPrediction {
  private final PodDemand pod;
  private final PodClaims claims;
  private final @Nullable DynamicResources devices;
  private final List<NodeLoad> loads;
  private final String failure;
  private final String error;
  private final long[] verdicts;
  private final boolean closed;
  private final boolean idle;
  private final Outcome outcome;
  private final Supplier<Preemption> dryRun;
  private @Nullable Preemption preemption;

  /** The outcome for a pod. */
  public enum Outcome {
    /** A node can take it. */
    SCHEDULABLE("Schedulable"),
    /** No node can, until somebody changes something. */
    UNSCHEDULABLE("Unschedulable"),
    /** It stays Pending by design, until a volume has been made on the node chosen for it. */
    WAITS_FOR_PROVISIONING("WaitsForProvisioning"),
    /** The scheduler does not look at it: a resource claim or its template does not exist. */
    WAITS_FOR_RESOURCE_CLAIM("WaitsForResourceClaim");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** The word in reports. */
    public String word() {
      return word;
    }

    /** Returns whether the pod does not run until somebody changes something. */
    public boolean isRefusal() {
      return this == UNSCHEDULABLE || this == WAITS_FOR_RESOURCE_CLAIM;
    }
  }

  /**
   * What a pod was predicted from.
   *
   * @param devices null for a pod that claims none, and for one whose devices are not known
   * @param closed whether what is not found does not exist
   * @param idle whether all pods were thought away
   */
  record Basis(
      PodDemand pod,
      PodClaims claims,
      @Nullable DynamicResources devices,
      List<NodeLoad> loads,
      boolean closed,
      boolean idle) {}

  // A failure is why no node is looked at, an error what ends the look; both empty usually.
  PodPrediction(
      Basis basis, String failure, String error, long[] verdicts, Supplier<Preemption> dryRun) {
    this.pod = basis.pod();
    this.claims = basis.claims();
    this.devices = basis.devices();
    this.loads = basis.loads();
    this.closed = basis.closed();
    this.idle = basis.idle();
    this.failure = failure;
    this.error = error;
    this.verdicts = verdicts;
    this.dryRun = dryRun;
    this.outcome = worked();
  }

  private Outcome worked() {
    if (closed && !missing().isEmpty()) {
      return Outcome.WAITS_FOR_RESOURCE_CLAIM;
    }
    return isOfWholeCluster() ? Outcome.UNSCHEDULABLE : outcome(verdicts);
  }

  // The resource claim or template without which the scheduler does not look at the pod.
  private String missing() {
    return devices == null ? "" : devices.missing();
  }

  private static Outcome outcome(long[] verdicts) {
    Outcome outcome = Outcome.UNSCHEDULABLE;
    for (long verdict : verdicts) {
      if (verdict == 0) {
        return Outcome.SCHEDULABLE;
      }
      if (verdict == NodeVerdict.PROVISIONING) {
        outcome = Outcome.WAITS_FOR_PROVISIONING;
      }
    }
    return outcome;
  }

  /** The outcome. */
  public Outcome outcome() {
    return outcome;
  }

  /** The demand that was predicted. */
  public PodDemand pod() {
    return pod;
  }

  /** Returns how many nodes were looked at. */
  public int totalNodes() {
    return loads.size();
  }

  /** The names of the nodes that can take it, by name; the scheduler chooses one. */
  public List<String> nodes() {
    List<String> nodes = new ArrayList<>();
    for (int i = 0; i < verdicts.length; i++) {
      if (fits(i)) {
        nodes.add(loads.get(i).node().name());
      }
    }
    return nodes;
  }

  private boolean fits(int index) {
    return failure.isEmpty()
        && error.isEmpty()
        && outcome != Outcome.WAITS_FOR_RESOURCE_CLAIM
        && (verdicts[index] & NodeVerdict.REJECTED) == 0;
  }

  /** Returns what becomes of the claims it mounts that were found, in the order of its volumes. */
  public List<ClaimPrediction> claims() {
    return List.copyOf(claims.predictions());
  }

  /** Returns whether it mounts a claim that only one pod at a time may have. */
  public boolean isOfOnePodOnly() {
    return claims.onePodOnly();
  }

  /** The free volumes that the controller is about to give to claims it mounts, pod or no pod. */
  public List<Choice> given() {
    return claims.given();
  }

  /** The volumes that the scheduler chooses for claims it mounts, were it to run on this node. */
  public List<Choice> chosen(Node node) {
    return claims.chosen(node);
  }

  /**
   * Returns why it fails before any node is looked at, in the scheduler's words: a claim that is
   * missing or not bound, or affinity that contradicts itself; empty when it does not.
   */
  public String failure() {
    return failure;
  }

  /**
   * Returns what the outcome hangs on and was not found in an open world, such as {@code
   * PersistentVolumeClaim "data"}; empty when the outcome is certain, as always in a closed world.
   */
  public String unseen() {
    if (closed) {
      return "";
    }
    if (!claims.unseen().isEmpty() || !missing().isEmpty()) {
      return claims.unseen().isEmpty() ? missing() : claims.unseen();
    }
    return outcome == Outcome.UNSCHEDULABLE && failure.isEmpty() ? "other Nodes" : "";
  }

  /** Returns whether it fails for a reason that is no node's: every candidate has the same. */
  public boolean isOfWholeCluster() {
    return !failure.isEmpty() || !error.isEmpty();
  }

  /** Returns how many nodes each reason rejects, by reason; a node may have several. */
  public Map<String, Integer> reasons() {
    return isOfWholeCluster() ? Map.of() : NodeVerdict.count(verdicts, pod.requests());
  }

  /**
   * The outcome in one sentence; of a pod that cannot run the scheduler's own: {@code 0/3 nodes are
   * available: 2 Insufficient nvidia.com/gpu, 1 node(s) had untolerated taint(s).}
   */
  public String message() {
    return switch (outcome) {
      case SCHEDULABLE -> "can run on " + nodes().size() + " of " + counted(loads.size());
      case WAITS_FOR_PROVISIONING ->
          "waits for its volume to be made, on one of "
              + nodes().size()
              + " of "
              + counted(loads.size());
      case WAITS_FOR_RESOURCE_CLAIM -> "the scheduler does not look at it: " + missing();
      case UNSCHEDULABLE -> unschedulable();
    };
  }

  /**
   * Returns what driving less important pods away would do for a pod that no node takes as it is.
   * Slow, and worked out when first asked for.
   */
  public Preemption preemption() {
    if (preemption == null) {
      preemption =
          outcome == Outcome.UNSCHEDULABLE && !loads.isEmpty() && error.isEmpty()
              ? dryRun.get()
              : Preemption.none("");
    }
    return preemption;
  }

  /**
   * The scheduler's whole message to a pod that it does not place at once, with what it has tried
   * besides; empty for another pod.
   */
  public String schedulerMessage() {
    if (outcome != Outcome.UNSCHEDULABLE) {
      return "";
    }
    String tried = preemption().message();
    return tried.isEmpty()
        ? message()
        : message() + ' ' + triedWithDevices() + ", preemption: " + tried;
  }

  private String triedWithDevices() {
    return devices == null || !failure.isEmpty()
        ? "no new claims to deallocate"
        : "still not schedulable";
  }

  /**
   * The devices that resource claims get which have none yet, were it to run on a node, by the name
   * of the claim.
   */
  public Map<String, List<Device.Id>> devices(Node node) {
    return devices == null ? Map.of() : devices.allocations(node);
  }

  /** The resource claims that get devices, were it to run on a node, as they are then. */
  public List<Resource> allocatedClaims(Node node) {
    return devices == null ? List.of() : devices.allocated(node);
  }

  /** What restricts its nodes too and was not looked at: fields of its spec, and what they name. */
  public List<String> unmodelled() {
    List<String> all = new ArrayList<>(pod.unmodelled());
    if (devices != null) {
      all.addAll(devices.unmodelled());
    } else if (!pod.devices().isEmpty() && !idle) {
      all.add("resourceClaims");
    }
    return all;
  }

  private static String counted(int nodes) {
    return nodes == 1 ? "1 node" : nodes + " nodes";
  }

  private String unschedulable() {
    if (loads.isEmpty()) {
      return "no nodes available to schedule pods";
    }
    if (!error.isEmpty()) {
      return error;
    }
    if (!failure.isEmpty()) {
      return "0/" + loads.size() + " nodes are available: " + failure + '.';
    }
    return NodeVerdict.unavailable(loads.size(), reasons());
  }

  /** Every node with what it fails on, by name. Slow: for those who read the answer. */
  public List<NodeCandidate> candidates() {
    List<NodeCandidate> candidates = new ArrayList<>(loads.size());
    for (int i = 0; i < verdicts.length; i++) {
      candidates.add(candidate(i));
    }
    return candidates;
  }

  /**
   * Returns how far the {@code index}-th node is from taking the pod: 0 when it does, and less for
   * one that has too little of something than for one that is not meant for the pod.
   */
  public int distance(int index) {
    if (!failure.isEmpty() || !error.isEmpty() || outcome == Outcome.WAITS_FOR_RESOURCE_CLAIM) {
      return NodeDistance.ofFailure();
    }
    RequestedResources resources = new RequestedResources(pod.requests());
    int distance = NodeDistance.of(verdicts[index], resources, load(index), selects(index));
    return selects(index) || fits(index)
        ? distance
        : distance + NodeDistance.ofLabels(verdicts[index], pod, loads.get(index).node());
  }

  private boolean selects(int index) {
    return NodeSelection.length(pod) == 0 || NodeSelection.selects(pod, loads.get(index).node());
  }

  /** Returns how many steps it takes to tell the distance of a node. */
  public long stepsOfDistance() {
    return pod.requests().others() + NodeSelection.length(pod);
  }

  /** Returns whether the pod's selector and affinity point at the {@code index}-th node. */
  public boolean pointsAt(int index) {
    return NodeSelection.length(pod) > 0 && selects(index);
  }

  private NodeLoad load(int index) {
    return idle ? loads.get(index).idle() : loads.get(index);
  }

  /** The {@code index}-th node, by name, with what it fails on. */
  public NodeCandidate candidate(int index) {
    NodeLoad load = load(index);
    String name = load.node().name();
    String whole = failure.isEmpty() ? error : failure;
    whole = outcome == Outcome.WAITS_FOR_RESOURCE_CLAIM ? missing() : whole;
    if (!whole.isEmpty()) {
      return new NodeCandidate(name, false, List.of(whole), whole, true, distance(index));
    }
    long verdict = verdicts[index];
    return new NodeCandidate(
        name,
        fits(index),
        NodeVerdict.reasons(verdict, pod.requests()),
        NodeMessages.of(verdict, pod, load),
        fits(index) || (verdict & NodeVerdict.REJECTED & ~NodeVerdict.NOT_MEANT) != 0,
        distance(index));
  }
}
