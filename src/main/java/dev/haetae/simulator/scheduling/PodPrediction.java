package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.NodeLoad;
import dev.haetae.resource.Node;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.DelayedClaims.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The prediction of a pod: which nodes can take it, and why the others cannot. */
public final class PodPrediction {
  private final PodDemand pod;
  private final PodClaims claims;
  private final List<NodeLoad> loads;
  private final String failure;
  private final long[] verdicts;
  private final boolean closed;
  private final boolean idle;
  private final Outcome outcome;

  /** The outcome for a pod. */
  public enum Outcome {
    /** A node can take it. */
    SCHEDULABLE("Schedulable"),
    /** No node can, until somebody changes something. */
    UNSCHEDULABLE("Unschedulable"),
    /** It stays Pending by design, until a volume has been made on the node chosen for it. */
    WAITS_FOR_PROVISIONING("WaitsForProvisioning");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** The word in reports. */
    public String word() {
      return word;
    }
  }

  PodPrediction(
      PodDemand pod,
      PodClaims claims,
      List<NodeLoad> loads,
      String failure,
      long[] verdicts,
      boolean closed,
      boolean idle) {
    this.pod = pod;
    this.claims = claims;
    this.loads = loads;
    this.failure = failure;
    this.verdicts = verdicts;
    this.closed = closed;
    this.idle = idle;
    this.outcome = failure.isEmpty() ? outcome(verdicts) : Outcome.UNSCHEDULABLE;
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
    return failure.isEmpty() && (verdicts[index] & NodeVerdict.REJECTED) == 0;
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
    if (!claims.unseen().isEmpty()) {
      return claims.unseen();
    }
    return outcome == Outcome.UNSCHEDULABLE && failure.isEmpty() ? "other Nodes" : "";
  }

  /** Returns how many nodes each reason rejects, by reason; a node may have several. */
  public Map<String, Integer> reasons() {
    Map<String, Integer> reasons = new TreeMap<>();
    if (!failure.isEmpty()) {
      return reasons;
    }
    // Equal verdicts side by side, so that each is put into words once.
    long[] sorted = verdicts.clone();
    Arrays.sort(sorted);
    int first = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[first]) {
        for (String reason : NodeVerdict.reasons(sorted[first], pod.requests())) {
          reasons.merge(reason, i - first, Integer::sum);
        }
        first = i;
      }
    }
    return reasons;
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
      case UNSCHEDULABLE -> unschedulable();
    };
  }

  private static String counted(int nodes) {
    return nodes == 1 ? "1 node" : nodes + " nodes";
  }

  private String unschedulable() {
    if (loads.isEmpty()) {
      return "no nodes available to schedule pods";
    }
    String start = "0/" + loads.size() + " nodes are available: ";
    if (!failure.isEmpty()) {
      return start + failure + '.';
    }
    // Sorted with their counts, as strings: 10 before 2.
    List<String> counted = new ArrayList<>();
    reasons().forEach((reason, count) -> counted.add(count + " " + reason));
    counted.sort(null);
    return start + String.join(", ", counted) + '.';
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
    if (!failure.isEmpty()) {
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
    if (!failure.isEmpty()) {
      return new NodeCandidate(name, false, List.of(failure), failure, true, distance(index));
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
