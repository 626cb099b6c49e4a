package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.resource.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * What the kubelet of a node does with a pod that was put there past the scheduler.
 *
 * <p>Mirrors {@code canAdmitPod} and {@code removeMissingExtendedResources} of {@code
 * pkg/kubelet/lifecycle/predicate.go}: required affinity and selector, host ports, taints with
 * NoExecute, and what is left of every resource that the node lists. A pod that it refuses is
 * Failed for ever. What the node does not list at all it lets pass: the pod starts without it.
 *
 * @param node the node that the pod names, with what it fails on
 * @param reasons why the kubelet refuses the pod, in its words: {@code OutOfnvidia.com/gpu}; none
 *     when it does not
 * @param isOfPlace whether it is refused for what the node is, and not for what it has
 * @param absent resources that the pod asks for and the node does not list
 */
public record KubeletAdmission(
    NodeCandidate node, List<String> reasons, boolean isOfPlace, List<String> absent) {

  /** An admission that keeps its own copies of the lists. */
  public KubeletAdmission {
    reasons = List.copyOf(reasons);
    absent = List.copyOf(absent);
  }

  /**
   * Returns what becomes of a pod on the node that it names.
   *
   * @param others the pods that are there
   */
  public static KubeletAdmission predict(
      PodDemand asked, Node node, List<PlacedPod> others, Inventory inventory) {
    PodDemand pod = asked.in(inventory);
    NodeLoad load = NodeLoad.of(node, others);
    List<String> absent = absent(pod.requests(), node);
    long verdict = NodeFit.admit(pod, load, inventory) & ~bits(pod.requests(), absent);
    NodeCandidate candidate =
        new NodeCandidate(
            node.name(),
            verdict == 0,
            NodeVerdict.reasons(verdict, pod.requests()),
            NodeMessages.of(verdict, pod, load),
            true,
            0);
    boolean isOfPlace = (verdict & NodeVerdict.RESOURCES) == 0 && verdict != 0;
    return new KubeletAdmission(candidate, words(verdict, pod.requests()), isOfPlace, absent);
  }

  private static List<String> absent(ResourceAmounts requests, Node node) {
    List<String> absent = new ArrayList<>(0);
    for (int i = 0; i < requests.others(); i++) {
      if (requests.other(i) > 0 && !node.allocatable().containsKey(requests.otherName(i))) {
        absent.add(requests.otherName(i));
      }
    }
    return absent;
  }

  private static long bits(ResourceAmounts requests, List<String> absent) {
    long bits = 0;
    for (int i = 0; i < Math.min(requests.others(), NodeVerdict.OTHERS); i++) {
      bits |= absent.contains(requests.otherName(i)) ? NodeVerdict.other(i) : 0;
    }
    return bits;
  }

  private static List<String> words(long verdict, ResourceAmounts requests) {
    List<String> words = new ArrayList<>(1);
    add(verdict, NodeVerdict.AFFINITY, "NodeAffinity", words);
    add(verdict, NodeVerdict.TAINTS, "TaintToleration", words);
    add(verdict, NodeVerdict.PORTS, "NodePorts", words);
    add(verdict, NodeVerdict.PODS, "OutOfpods", words);
    add(verdict, NodeVerdict.CPU, "OutOfcpu", words);
    add(verdict, NodeVerdict.MEMORY, "OutOfmemory", words);
    add(verdict, NodeVerdict.EPHEMERAL_STORAGE, "OutOfephemeral-storage", words);
    for (int i = 0; i < Math.min(requests.others(), NodeVerdict.OTHERS); i++) {
      add(verdict, NodeVerdict.other(i), "OutOf" + NodeVerdict.otherName(requests, i), words);
    }
    return words;
  }

  private static void add(long verdict, long bit, String word, List<String> words) {
    if ((verdict & bit) != 0) {
      words.add(word);
    }
  }
}
