package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.PlacedPod.HostPort;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.simulator.scheduling.devices.DeviceErrorException;
import dev.haetae.simulator.scheduling.preemption.DisruptionBudgets;
import dev.haetae.simulator.scheduling.preemption.NodeChoice;
import dev.haetae.simulator.scheduling.preemption.PodPriority;
import dev.haetae.simulator.scheduling.preemption.Preemption;
import dev.haetae.simulator.scheduling.preemption.Victims;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The search for pods that have to go so that another fits, node by node.
 *
 * <p>Mirrors {@code SelectVictimsOnNode} of {@code
 * pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go} and {@code Preempt} of
 * {@code pkg/scheduler/framework/preemption/preemption.go}: all less important pods are taken from
 * the node; if the pod fits then, they come back one by one as long as it does, those first whom a
 * disruption budget keeps, then the more important. Every node is tried, where the scheduler stops
 * after a hundred candidates.
 */
final class PreemptionDryRun {
  private static final String NOT_HELPFUL = "Preemption is not helpful for scheduling";
  private static final String NO_VICTIMS = "No preemption victims found for incoming pod";

  private final NodeFit fit;
  private final PodDemand pod;
  private final Inventory inventory;
  private final DisruptionBudgets budgets;
  private final Map<String, Integer> reasons = new TreeMap<>();

  PreemptionDryRun(NodeFit fit, PodDemand pod, Inventory inventory) {
    this.fit = fit;
    this.pod = pod;
    this.inventory = inventory;
    this.budgets = new DisruptionBudgets(inventory);
  }

  /**
   * Tries every node that rejects the pod.
   *
   * @param verdicts of the nodes; none when the pod fails before any node is looked at
   */
  Preemption run(List<NodeLoad> loads, long[] verdicts) {
    PodPriority.Resolved priority = pod.relations().priority().in(inventory);
    if (!priority.preempts()) {
      return Preemption.none("not eligible due to preemptionPolicy=Never.");
    }
    List<Victims> candidates = new ArrayList<>();
    for (int i = 0; i < loads.size(); i++) {
      NodeLoad load = loads.get(i);
      Victims victims = null;
      if (i < verdicts.length && mayHelp(load, verdicts[i])) {
        victims = tryOn(load, priority.value());
      } else {
        reject(NOT_HELPFUL);
      }
      if (victims != null) {
        candidates.add(victims);
      }
    }
    return candidates.isEmpty()
        ? Preemption.none(NodeVerdict.unavailable(loads.size(), reasons))
        : new Preemption(
            NodeChoice.best(candidates), candidates.stream().map(Victims::node).toList(), "");
  }

  private boolean mayHelp(NodeLoad load, long verdict) {
    long rejected = verdict & NodeVerdict.REJECTED;
    if ((rejected & ~NodeVerdict.RESOLVABLE) != 0) {
      return false;
    }
    return (rejected & NodeVerdict.RESOURCES) == 0
        || !new RequestedResources(pod.requests()).exceed(load.allocatable());
  }

  private void reject(String reason) {
    reasons.merge(reason, 1, Integer::sum);
  }

  private @Nullable Victims tryOn(NodeLoad load, int priority) {
    List<PlacedPod> gone = new ArrayList<>();
    for (PlacedPod one : inventory.podsOn(load.node().name())) {
      PlacedPod other = withPriority(one);
      if (other.standing().priority() < priority) {
        gone.add(other);
      }
    }
    if (gone.isEmpty()) {
      reject(NO_VICTIMS);
      return null;
    }
    gone.sort(Victims.MORE_IMPORTANT_FIRST);
    List<PlacedPod> possible = List.copyOf(gone);
    possible.forEach(other -> fit.update(other, load.node(), -1));
    long verdict = verdict(load, gone);
    if (verdict != 0) {
      NodeVerdict.reasons(verdict, pod.requests()).forEach(this::reject);
      gone.forEach(other -> fit.update(other, load.node(), 1));
      return null;
    }
    Victims victims = reprieve(load, possible, gone);
    gone.forEach(other -> fit.update(other, load.node(), 1));
    return victims;
  }

  // Manifests that were never in a cluster name a class at most.
  private PlacedPod withPriority(PlacedPod other) {
    String className = other.standing().priorityClass();
    return className == null
        ? other
        : other.withPriority(new PodPriority(className, null, "").in(inventory).value());
  }

  private Victims reprieve(NodeLoad load, List<PlacedPod> possible, List<PlacedPod> gone) {
    DisruptionBudgets.Split split = budgets.split(possible);
    int violations = 0;
    for (PlacedPod other : split.violating()) {
      violations += comesBack(other, load, gone) ? 0 : 1;
    }
    for (PlacedPod other : split.others()) {
      boolean _ = comesBack(other, load, gone);
    }
    return new Victims(load.node().name(), gone, violations);
  }

  private boolean comesBack(PlacedPod other, NodeLoad load, List<PlacedPod> gone) {
    int at = gone.indexOf(other);
    gone.remove(at);
    fit.update(other, load.node(), 1);
    if (verdict(load, gone) == 0) {
      return true;
    }
    fit.update(other, load.node(), -1);
    gone.add(at, other);
    return false;
  }

  private long verdict(NodeLoad load, List<PlacedPod> gone) {
    inventory.spend(gone.size());
    try {
      return fit.rejectWithout(without(load, gone), gone) & NodeVerdict.REJECTED;
    } catch (DeviceErrorException _) {
      return NodeVerdict.DEVICES;
    }
  }

  private static NodeLoad without(NodeLoad load, List<PlacedPod> gone) {
    ResourceAmounts.Sum rest = new ResourceAmounts.Sum();
    rest.add(load.requested(), 1);
    List<HostPort> ports = new ArrayList<>(load.hostPorts());
    for (PlacedPod pod : gone) {
      rest.add(ResourceAmounts.of(pod.requests()), -1);
      for (HostPort port : pod.hostPorts()) {
        boolean _ = ports.remove(port);
      }
    }
    return new NodeLoad(
        load.node(), load.allocatable(), rest.build(), load.pods() - gone.size(), ports);
  }
}
