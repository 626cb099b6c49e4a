package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.NodeLoad;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.Node;
import dev.haetae.resource.NodeSelector;
import java.util.List;

/**
 * The distance of a node from taking a pod, to tell the nearest: those that its selector and
 * affinity point at come first, then those that could ever give the extended resources, then those
 * that only have too little left, by how much.
 */
final class NodeDistance {
  private static final int OF_SHORTAGE = 50;
  private static final int OF_NODE = 200;
  private static final int OF_TOO_FEW = 200;
  private static final int OF_NONE = 300;
  private static final int OF_ELSEWHERE = 1000;
  // A node with another value of a label is nearer than one without the label.
  private static final int OF_VALUE = 60;
  private static final int OF_LABEL = 120;

  private NodeDistance() {}

  /**
   * The distance of a node with this verdict; 0 when it fits.
   *
   * @param selected whether the pod's selector and affinity point at it
   */
  static int of(long verdict, RequestedResources resources, NodeLoad load, boolean selected) {
    long rejected = verdict & NodeVerdict.REJECTED;
    if (rejected == 0) {
      return 0;
    }
    long shortages = rejected & NodeVerdict.RESOURCES & ~NodeVerdict.PODS;
    int distance =
        (selected ? 0 : OF_ELSEWHERE)
            + OF_SHORTAGE * Long.bitCount(shortages)
            + OF_NODE * Long.bitCount(rejected & ~shortages);
    for (int i = 0; i < resources.told(); i++) {
      long all = resources.in(load.allocatable(), i);
      boolean never = resources.asked(i) > all;
      if (never && i >= RequestedResources.NAMED) {
        distance += all > 0 ? OF_TOO_FEW : OF_NONE;
      } else if (shortages != 0) {
        distance += missing(resources, load, i) + (never ? 100 : 0);
      }
    }
    return distance;
  }

  /** The further distance of a node that the pod's selector and affinity do not point at. */
  static int ofLabels(long verdict, PodDemand pod, Node node) {
    // The scheduler looks no further than a taint.
    int distance = (verdict & NodeVerdict.AFFINITY) == 0 ? OF_NODE : 0;
    distance += ofLabels(pod.nodeSelector(), node);
    if (pod.affinity() == null || pod.affinity().terms().isEmpty()) {
      return distance;
    }
    int nearest = Integer.MAX_VALUE;
    for (NodeSelector.Term term : pod.affinity().terms()) {
      nearest = Math.min(nearest, ofLabels(term.expressions(), node));
    }
    return distance + nearest;
  }

  private static int ofLabels(List<LabelSelector.Requirement> wanted, Node node) {
    int distance = 0;
    for (LabelSelector.Requirement one : wanted) {
      String value = node.labels().get(one.key());
      distance += one.matches(value) ? 0 : value == null ? OF_LABEL : OF_VALUE;
    }
    return Math.min(distance, OF_ELSEWHERE);
  }

  /** The distance of every node, of a pod that fails before any node is looked at. */
  static int ofFailure() {
    return OF_NODE;
  }

  // In hundredths of what is asked for.
  private static int missing(RequestedResources resources, NodeLoad load, int index) {
    long asked = resources.asked(index);
    long lack = asked - Math.max(0, resources.free(load, index));
    return lack <= 0 ? 0 : (int) (100.0 * lack / asked);
  }
}
