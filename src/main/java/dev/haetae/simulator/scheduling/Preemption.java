package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.Manifests;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that could take a pod if the pods of a lower priority on them made room for it.
 *
 * <p>Mirrors the first step of {@code pkg/scheduler/framework/preemption}: all such pods are taken
 * away, and the filters run again. Which of them it comes to, and whether the scheduler prefers
 * another node, is not looked at. Only a world that was read from files knows priorities.
 */
public final class Preemption {
  private static final GroupKind PRIORITY_CLASS =
      new GroupKind("scheduling.k8s.io", "PriorityClass");
  private static final String NEVER = "Never";

  private final Inventory world;
  private final Manifests manifests;
  private @Nullable Resource globalDefault;

  private Preemption(Inventory world) {
    this.world = world;
    this.manifests = world.manifests();
    for (Resource known : manifests.of(PRIORITY_CLASS)) {
      if (known.view().flag("globalDefault", false)) {
        globalDefault = known;
      }
    }
  }

  /** Returns the names of the nodes, by name. */
  public static List<String> nodes(PodView pod, PodDemand demand, Inventory world) {
    Preemption preemption = new Preemption(world);
    return preemption.mayPreempt(pod)
        ? preemption.nodes(preemption.priority(pod), demand)
        : List.of();
  }

  private boolean mayPreempt(PodView pod) {
    Resource known = classOf(pod);
    String fallback = known == null ? "" : known.view().text("preemptionPolicy");
    return !pod.spec().text("preemptionPolicy", fallback).equals(NEVER);
  }

  private @Nullable Resource classOf(PodView pod) {
    String name = pod.spec().text("priorityClassName");
    return name.isEmpty() ? globalDefault : manifests.find(PRIORITY_CLASS, "", name);
  }

  private long priority(PodView pod) {
    ObjectView spec = pod.spec();
    Resource known = classOf(pod);
    return spec.integer("priority", known == null ? 0 : known.view().integer("value", 0));
  }

  private List<String> nodes(long priority, PodDemand demand) {
    Map<String, List<PlacedPod>> staying = new HashMap<>();
    Map<String, Integer> leaving = new HashMap<>();
    for (Resource other : manifests.of(GroupKind.POD)) {
      PodView pod = other.pods().getFirst();
      if (pod.nodeName().isEmpty() || other.isFinishedPod()) {
        continue;
      }
      if (priority(pod) < priority) {
        leaving.merge(pod.nodeName(), 1, Integer::sum);
      } else {
        staying.computeIfAbsent(pod.nodeName(), _ -> new ArrayList<>()).add(PlacedPod.of(other));
      }
    }
    List<String> nodes = new ArrayList<>();
    for (NodeLoad load : world.nodeLoads()) {
      String name = load.node().name();
      if (leaving.containsKey(name)
          && NodeFit.takes(
              demand, NodeLoad.of(load.node(), staying.getOrDefault(name, List.of())), world)) {
        nodes.add(name);
      }
    }
    return nodes;
  }
}
