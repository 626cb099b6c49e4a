package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.affinity.PodAffinityTerm;
import dev.haetae.resource.Node;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.scheduling.spread.SpreadConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The messages about nodes that a pod cannot run on because of other pods, or of devices. */
final class NeighbourMessages {
  private NeighbourMessages() {}

  /** Returns what keeps the pod off the node and what would make it fit. */
  static String of(long bit, PodDemand pod, Node node) {
    PodRelations relations = pod.relations();
    if (bit == NodeVerdict.SPREAD_LABEL) {
      return "has no label "
          + missing(spreadKeys(relations), node)
          + ", by which the pod is to be spread; label the node";
    }
    if (bit == NodeVerdict.SPREAD) {
      return "has more of the pods in its "
          + keys(spreadKeys(relations))
          + " than maxSkew allows; make room where there are fewer";
    }
    if (bit == NodeVerdict.POD_AFFINITY) {
      List<String> keys = termKeys(relations.affinity());
      String missing = missing(keys, node);
      return missing.isEmpty()
          ? "no pod in its " + keys(keys) + " is what podAffinity asks for; start that one first"
          : "has no label " + missing + ", which podAffinity names; label the node";
    }
    if (bit == NodeVerdict.POD_ANTI_AFFINITY) {
      return "a pod in its "
          + keys(termKeys(relations.antiAffinity()))
          + " is what podAntiAffinity keeps apart; add nodes, or ask for fewer pods";
    }
    if (bit == NodeVerdict.KEPT_OFF) {
      return "a pod near it does not want the pod there (its podAntiAffinity)";
    }
    if (bit == NodeVerdict.TOO_MANY_VOLUMES) {
      return "has as many volumes of the driver attached as it can have (its CSINode)";
    }
    if (bit == NodeVerdict.DEVICES_ELSEWHERE) {
      return "a resource claim of the pod has its devices on another node";
    }
    return "has not the free devices that the pod's resource claims ask for";
  }

  private static List<String> spreadKeys(PodRelations relations) {
    List<String> keys = new ArrayList<>();
    for (SpreadConstraint constraint : relations.spread()) {
      keys.add(constraint.topologyKey());
    }
    return keys;
  }

  private static List<String> termKeys(List<PodAffinityTerm> terms) {
    List<String> keys = new ArrayList<>();
    for (PodAffinityTerm term : terms) {
      keys.add(term.topologyKey());
    }
    return keys;
  }

  private static String missing(List<String> keys, Node node) {
    for (String key : keys) {
      if (!node.labels().containsKey(key)) {
        return Text.quote(key);
      }
    }
    return "";
  }

  private static String keys(List<String> keys) {
    List<String> quoted = new ArrayList<>();
    for (String key : new TreeSet<>(keys)) {
      if (quoted.size() < 3) {
        quoted.add(Text.quote(key));
      }
    }
    return String.join(" or ", quoted);
  }
}
