package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.ForwardingInventory;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.Node;
import dev.haetae.resource.Taint;
import dev.haetae.resource.Tolerations;
import dev.haetae.simulator.scheduling.spread.SpreadConstraint;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The number of pods of one kind that could run at once, each of which keeps the others off or has
 * to spread with them, were no other pod on any node.
 *
 * <p>They are placed one after the other, in turn on all nodes that can take one. Whom they want
 * near them may come yet, and is not looked at.
 */
public final class SpreadRoom {
  // A placement has the smallest of all domains looked for again.
  private static final int DOMAINS_A_STEP = 4;

  private final PodDemand pod;
  private final Inventory world;
  private final @Nullable PodNeighbours neighbours;
  private final Deque<Slot> slots = new ArrayDeque<>();

  // A node with the number of pods that it can take yet.
  private record Slot(Node node, long room) {}

  /** A world without its pods. */
  private static final class Empty extends ForwardingInventory {
    Empty(Inventory world) {
      super(world);
    }

    @Override
    public List<PlacedPod> podsOn(String node) {
      return List.of();
    }

    @Override
    public Collection<Collection<PlacedPod>> placedPods(String namespace) {
      return List.of();
    }

    @Override
    public Collection<Collection<PlacedPod>> podsKeepingOff(String namespace) {
      return List.of();
    }
  }

  private SpreadRoom(PodDemand pod, Inventory world) {
    this.pod = pod;
    this.world = world;
    Tolerations tolerations = Tolerations.of(pod.tolerations());
    this.neighbours =
        PodNeighbours.of(
            pod,
            new Empty(world),
            node -> NodeSelection.selects(pod, node),
            node -> toleratesAll(tolerations, node.taints()));
    Set<String> fitting = new HashSet<>(NodeFit.predictIdle(pod, world).nodes());
    for (NodeLoad load : world.nodeLoads()) {
      if (fitting.contains(load.node().name())) {
        slots.add(new Slot(load.node(), NodeRoom.of(pod, load.idle()).pods()));
      }
    }
  }

  private static boolean toleratesAll(Tolerations tolerations, List<Taint> taints) {
    for (Taint taint : taints) {
      if (!taint.effect().equals("PreferNoSchedule") && !tolerations.tolerate(taint)) {
        return false;
      }
    }
    return true;
  }

  /** Returns how many can run, at most so many. */
  public static long of(PodDemand pod, Inventory world, long most) {
    return of(pod, pod.relations().spread(), world, most);
  }

  /** Returns how many can run of pods that keep each other off, and need not spread. */
  public static long ofUnspread(PodDemand pod, Inventory world, long most) {
    return of(pod, List.of(), world, most);
  }

  private static long of(PodDemand pod, List<SpreadConstraint> spread, Inventory world, long most) {
    PodRelations all = pod.relations();
    PodRelations kept =
        new PodRelations(all.labels(), List.of(), all.antiAffinity(), spread, all.priority());
    return new SpreadRoom(pod.in(world).withRelations(kept), world).place(most);
  }

  private long place(long most) {
    long placed = 0;
    int skipped = 0;
    while (placed < most && skipped < slots.size()) {
      Slot slot = slots.remove();
      world.spend(1);
      long verdict = neighbours == null ? 0 : neighbours.reject(slot.node());
      if (verdict == NodeVerdict.SPREAD) {
        slots.add(slot);
        skipped++;
      } else if (verdict == 0) {
        placed++;
        skipped = 0;
        take(slot, "replica-" + placed);
      }
    }
    return placed;
  }

  // A node that another replica keeps off is kept off for good.
  private void take(Slot slot, String name) {
    world.spend(slots.size() / DOMAINS_A_STEP);
    if (neighbours != null) {
      neighbours.update(
          PodRelations.placed(pod, name, slot.node().name(), List.of()), slot.node(), 1);
    }
    if (slot.room() > 1) {
      slots.add(new Slot(slot.node(), slot.room() - 1));
    }
  }
}
