package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.HostPorts;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod.HostPort;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.NodeSelector;
import dev.haetae.resource.Taint;
import dev.haetae.resource.Tolerations;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The messages about nodes that a pod could run on. */
final class NodeMessages {
  // Of the alternatives of an affinity, what a node lacks for each.
  private static final int MOST_TERMS = 8;

  private NodeMessages() {}

  /** Returns what the node has, what the pod asks for, and what would make it fit. */
  static String of(long verdict, PodDemand pod, NodeLoad load) {
    if ((verdict & NodeVerdict.REJECTED) == 0) {
      return verdict == NodeVerdict.PROVISIONING ? "fits once a volume has been made" : "fits";
    }
    List<String> parts = new ArrayList<>();
    if ((verdict & NodeVerdict.RESOURCES) != 0) {
      parts.add(shortages(verdict, pod, load));
    }
    for (long bits = verdict & ~NodeVerdict.RESOURCES; bits != 0; bits &= bits - 1) {
      long bit = Long.lowestOneBit(bits);
      if (bit == NodeVerdict.TAINTS) {
        addBehindTaints(verdict, pod, load, parts);
      }
      parts.add(ofBit(bit, pod, load));
    }
    return String.join("; ", parts);
  }

  // The scheduler looks no further than taints; who tolerates them learns next of the labels, and
  // then of what the node has too little of.
  private static void addBehindTaints(
      long verdict, PodDemand pod, NodeLoad load, List<String> parts) {
    if ((verdict & NodeVerdict.AFFINITY) != 0) {
      return;
    }
    if (!NodeSelection.selects(pod, load.node())) {
      parts.add(affinity(pod, load));
      return;
    }
    long shortages =
        new RequestedResources(pod.requests())
            .shortages(load.allocatable(), load.requested(), load.pods());
    if (shortages != 0 && (verdict & NodeVerdict.RESOURCES) == 0) {
      parts.add(shortages(shortages, pod, load));
    }
  }

  private static String ofBit(long bit, PodDemand pod, NodeLoad load) {
    String name = load.node().name();
    if (bit == NodeVerdict.UNSCHEDULABLE) {
      return "is cordoned; kubectl uncordon " + name;
    }
    if (bit == NodeVerdict.NODE_NAME) {
      return "the pod names node " + Text.quote(pod.nodeName());
    }
    if (bit == NodeVerdict.TAINTS) {
      return taints(pod, load);
    }
    if (bit == NodeVerdict.AFFINITY) {
      return affinity(pod, load);
    }
    if (bit == NodeVerdict.PORTS) {
      return ports(pod, load);
    }
    if (bit == NodeVerdict.ONE_POD_CLAIM) {
      return "another pod has a ReadWriteOncePod claim of this pod; delete it first";
    }
    if (bit == NodeVerdict.VOLUME_AFFINITY) {
      return "a volume of the pod cannot be reached from here (its nodeAffinity)";
    }
    if (bit == NodeVerdict.VOLUME_BINDING) {
      return "no volume that can be reached from here fits a claim of the pod";
    }
    if (bit == NodeVerdict.VOLUME_GONE) {
      return "the volume of a claim of the pod does not exist";
    }
    if (bit == NodeVerdict.VOLUME_ZONE) {
      return "is in another zone than a volume of the pod";
    }
    if (bit == NodeVerdict.NOT_NAMED) {
      return "is none of the nodes that the pod's affinity names (matchFields)";
    }
    return NeighbourMessages.of(bit, pod, load.node());
  }

  private static String taints(PodDemand pod, NodeLoad load) {
    Tolerations tolerations = Tolerations.of(pod.tolerations());
    for (Taint taint : load.node().taints()) {
      if (!taint.effect().equals("PreferNoSchedule") && !tolerations.tolerate(taint)) {
        return "has taint " + Text.shorten(taint.toString()) + "; tolerate it";
      }
    }
    return "has a taint that the pod does not tolerate";
  }

  private static String affinity(PodDemand pod, NodeLoad load) {
    Map<String, String> labels = load.node().labels();
    for (LabelSelector.Requirement wanted : pod.nodeSelector()) {
      if (!wanted.matches(labels.get(wanted.key()))) {
        return found(wanted.key(), labels)
            + "; nodeSelector asks for "
            + Text.quote(wanted.values().getFirst());
      }
    }
    List<String> wanted = new ArrayList<>();
    if (pod.affinity() != null) {
      List<NodeSelector.Term> terms = pod.affinity().terms();
      for (NodeSelector.Term term : terms.subList(0, Math.min(terms.size(), MOST_TERMS))) {
        missing(term, load, wanted);
      }
      if (terms.size() > MOST_TERMS) {
        wanted.add((terms.size() - MOST_TERMS) + " terms more");
      }
    }
    return String.join("; or: ", wanted);
  }

  private static void missing(NodeSelector.Term term, NodeLoad load, List<String> wanted) {
    Map<String, String> labels = load.node().labels();
    for (LabelSelector.Requirement requirement : term.expressions()) {
      if (!requirement.matches(labels.get(requirement.key()))) {
        wanted.add(found(requirement.key(), labels) + "; affinity asks for " + said(requirement));
        return;
      }
    }
    for (LabelSelector.Requirement requirement : term.fields()) {
      if (!requirement.matches(load.node().name())) {
        wanted.add("affinity asks for name " + said(requirement));
        return;
      }
    }
    wanted.add("affinity has a term that matches nothing");
  }

  private static String found(String key, Map<String, String> labels) {
    String value = labels.get(key);
    return value == null
        ? "has no label " + Text.shorten(key)
        : "has " + Text.shorten(key) + '=' + Text.quote(value);
  }

  private static String said(LabelSelector.Requirement requirement) {
    String operator = requirement.operator().word();
    return requirement.values().isEmpty()
        ? operator
        : operator + ' ' + Text.shorten(requirement.values(), 80);
  }

  private static String ports(PodDemand pod, NodeLoad load) {
    HostPorts wanted = HostPorts.of(pod.hostPorts());
    for (HostPort taken : load.hostPorts()) {
      if (wanted.collideWith(taken)) {
        return "host port " + taken.port() + '/' + taken.protocol() + " is taken";
      }
    }
    return "a host port is taken";
  }

  private static String shortages(long verdict, PodDemand pod, NodeLoad load) {
    List<String> parts = new ArrayList<>();
    if ((verdict & NodeVerdict.PODS) != 0) {
      parts.add("runs " + load.pods() + " of at most " + load.allocatable().pods() + " pods");
    }
    RequestedResources resources = new RequestedResources(pod.requests());
    for (int i = 0; i < resources.told(); i++) {
      if ((verdict & RequestedResources.bit(i)) != 0) {
        parts.add(shortage(resources, load, i));
      }
    }
    return String.join("; ", parts);
  }

  private static String shortage(RequestedResources resources, NodeLoad load, int index) {
    long free = resources.free(load, index);
    long all = resources.in(load.allocatable(), index);
    long asked = resources.asked(index);
    return switch (index) {
      case RequestedResources.CPU ->
          has("CPUs", AmountText.cpus(free), AmountText.cpus(all), AmountText.cpus(asked));
      case RequestedResources.MEMORY ->
          has("memory", AmountText.bytes(free), AmountText.bytes(all), AmountText.bytes(asked));
      case RequestedResources.EPHEMERAL_STORAGE ->
          has(
              "ephemeral-storage",
              AmountText.bytes(free),
              AmountText.bytes(all),
              AmountText.bytes(asked));
      default -> {
        int other = index - RequestedResources.NAMED;
        yield all == 0 || free >= asked
            ? "has no " + NodeVerdict.otherName(resources.amounts(), other)
            : has(
                resources.amounts().otherName(other),
                Long.toString(Math.max(0, free)),
                Long.toString(all),
                Long.toString(asked));
      }
    };
  }

  private static String has(String what, String free, String all, String asked) {
    return "has " + free + " of " + all + ' ' + what + " free, the pod asks for " + asked;
  }
}
