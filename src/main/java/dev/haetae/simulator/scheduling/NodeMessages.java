package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.HostPorts;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod.HostPort;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.NodeSelector;
import dev.haetae.resource.Taint;
import dev.haetae.resource.Tolerations;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is said of a node that a pod could run on. */
final class NodeMessages {
  private static final long KIBI = 1024;
  // Of the alternatives of an affinity, what a node lacks for each.
  private static final int MOST_TERMS = 8;
  private static final String[] UNITS = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};

  private NodeMessages() {}

  /** What the node has, what the pod asks for, and what would make it fit. */
  static String of(long verdict, PodDemand pod, NodeLoad load) {
    if ((verdict & NodeVerdict.REJECTED) == 0) {
      return verdict == NodeVerdict.PROVISIONING ? "fits once a volume has been made" : "fits";
    }
    if ((verdict & NodeVerdict.RESOURCES) != 0) {
      return shortages(verdict, pod.requests(), load);
    }
    List<String> parts = new ArrayList<>();
    for (long bits = verdict; bits != 0; bits &= bits - 1) {
      parts.add(ofBit(Long.lowestOneBit(bits), pod, load));
    }
    return String.join("; ", parts);
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
    return "is none of the nodes that the pod's affinity names (matchFields)";
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

  private static String shortages(long verdict, ResourceAmounts asked, NodeLoad load) {
    ResourceAmounts all = load.allocatable();
    ResourceAmounts taken = load.requested();
    List<String> parts = new ArrayList<>();
    if ((verdict & NodeVerdict.PODS) != 0) {
      parts.add("runs " + load.pods() + " of at most " + all.pods() + " pods");
    }
    if ((verdict & NodeVerdict.CPU) != 0) {
      parts.add(
          has(
              "CPUs",
              cpus(ResourceAmounts.minus(all.milliCpu(), taken.milliCpu())),
              cpus(all.milliCpu()),
              cpus(asked.milliCpu())));
    }
    if ((verdict & NodeVerdict.MEMORY) != 0) {
      parts.add(
          has(
              "memory",
              bytes(ResourceAmounts.minus(all.memory(), taken.memory())),
              bytes(all.memory()),
              bytes(asked.memory())));
    }
    if ((verdict & NodeVerdict.EPHEMERAL_STORAGE) != 0) {
      parts.add(
          has(
              "ephemeral-storage",
              bytes(ResourceAmounts.minus(all.ephemeralStorage(), taken.ephemeralStorage())),
              bytes(all.ephemeralStorage()),
              bytes(asked.ephemeralStorage())));
    }
    for (int i = 0; i < Math.min(asked.others(), NodeVerdict.OTHERS); i++) {
      if ((verdict & NodeVerdict.other(i)) != 0) {
        String name = asked.otherName(i);
        long total = all.other(name);
        long free = ResourceAmounts.minus(total, taken.other(name));
        parts.add(
            total == 0 || free >= asked.other(i)
                ? "has no " + NodeVerdict.otherName(asked, i)
                : has(
                    name,
                    Long.toString(Math.max(0, free)),
                    Long.toString(total),
                    Long.toString(asked.other(i))));
      }
    }
    return String.join("; ", parts);
  }

  private static String has(String what, String free, String all, String asked) {
    return "has " + free + " of " + all + ' ' + what + " free, the pod asks for " + asked;
  }

  private static String cpus(long milli) {
    long shown = Math.max(0, milli);
    return shown % 1000 == 0 ? Long.toString(shown / 1000) : shown + "m";
  }

  // The largest unit that says the amount without a fraction, or with one digit of it.
  private static String bytes(long bytes) {
    long shown = Math.max(0, bytes);
    int unit = 0;
    long rest = shown;
    while (unit < UNITS.length - 1 && rest >= KIBI && rest % KIBI == 0) {
      rest /= KIBI;
      unit++;
    }
    if (rest < 10 * KIBI || unit == UNITS.length - 1) {
      return rest + UNITS[unit];
    }
    while (unit < UNITS.length - 1 && rest >= 10 * KIBI) {
      rest /= KIBI;
      unit++;
    }
    return "~" + rest + UNITS[unit];
  }
}
