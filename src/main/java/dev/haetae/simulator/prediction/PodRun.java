package dev.haetae.simulator.prediction;

import dev.haetae.inventory.NodeLoad;
import dev.haetae.resource.Node;
import dev.haetae.simulator.binding.DelayedClaims.Choice;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.NodeRoom;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodPrediction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run of pods of one spec, put on nodes until they are all placed or no node takes another.
 *
 * <p>Alike pods are placed node by node, each filled up, so that a thousand of them cost one look
 * at every node; how many fit does not hang on the order. Pods that draw or keep off each other are
 * placed one after the other.
 */
final class PodRun {
  private final PredictedWorld world;
  private final Map<String, Integer> placed = new HashMap<>();
  private @Nullable PodPrediction first;
  private @Nullable PodPrediction refused;
  private int running;

  PodRun(PredictedWorld world) {
    this.world = world;
  }

  /** The prediction of the first pod. */
  PodPrediction first() {
    if (first == null) {
      throw new IllegalStateException("no pod was placed");
    }
    return first;
  }

  /** The prediction of the first pod that no node takes; null when there is none. */
  @Nullable PodPrediction refused() {
    return refused;
  }

  /** Returns how many pods run. */
  int running() {
    return running;
  }

  /** Returns how many of them a node has. */
  int on(String node) {
    return placed.getOrDefault(node, 0);
  }

  /** Places one pod. */
  boolean placeOne(PodDemand pod) {
    return place(pod, 1) == 0;
  }

  /**
   * Places pods.
   *
   * @return how many could not be
   */
  int place(PodDemand pod, int pods) {
    int left = pods;
    while (left > 0) {
      PodPrediction prediction = NodeFit.predict(pod, world);
      first = first == null ? prediction : first;
      // The controller waits for no pod.
      for (Choice given : prediction.given()) {
        world.bind(given.volume(), given.claim());
      }
      if (prediction.outcome().isRefusal() || prediction.nodes().isEmpty()) {
        refused = refused == null ? prediction : refused;
        if (prediction.failure().isEmpty() && world.isWithoutNodes()) {
          world.placeUnseen(pod);
        }
        return left;
      }
      if (running == 0) {
        offer(prediction);
      }
      int more = fill(left, prediction);
      if (more == 0) {
        return left;
      }
      left -= more;
    }
    return 0;
  }

  // Every volume that the first pod may bring its claims, node by node.
  private void offer(PodPrediction prediction) {
    Set<String> fitting = new HashSet<>(prediction.nodes());
    for (NodeLoad load : world.nodeLoads()) {
      if (fitting.contains(load.node().name())) {
        for (Choice choice : prediction.chosen(load.node())) {
          world.offer(choice.claim(), choice.volume());
        }
      }
    }
  }

  private int fill(int wanted, PodPrediction prediction) {
    Set<String> fitting = new HashSet<>(prediction.nodes());
    int count = 0;
    List<NodeLoad> loads = world.nodeLoads();
    PodDemand pod = prediction.pod();
    if (pod.relations().bearOnEachOther() || !pod.devices().isEmpty()) {
      return placeOn(emptiest(loads, fitting), prediction);
    }
    for (int i = 0; i < loads.size() && count < wanted; i++) {
      NodeLoad load = loads.get(i);
      if (fitting.contains(load.node().name())) {
        // The next may be bound to the same volumes, and so to other nodes.
        boolean single = bindOn(prediction, load.node()) || prediction.isOfOnePodOnly();
        int times = single ? 1 : Math.min(wanted - count, room(pod, load));
        world.place(pod, i, times);
        placed.merge(load.node().name(), times, Integer::sum);
        count += times;
        running += times;
        if (single) {
          return count;
        }
        loads = world.nodeLoads();
      }
    }
    return count;
  }

  // Where the fewest of the run are, as the scheduler would rather have it.
  private int emptiest(List<NodeLoad> loads, Set<String> fitting) {
    int best = -1;
    for (int i = 0; i < loads.size(); i++) {
      String node = loads.get(i).node().name();
      if (fitting.contains(node) && (best < 0 || on(node) < on(loads.get(best).node().name()))) {
        best = i;
      }
    }
    return best;
  }

  private int placeOn(int index, PodPrediction prediction) {
    Node node = world.nodeLoads().get(index).node();
    boolean _ = bindOn(prediction, node);
    prediction.allocatedClaims(node).forEach(world::allocate);
    world.place(prediction.pod(), index, 1);
    placed.merge(node.name(), 1, Integer::sum);
    running++;
    return 1;
  }

  // At least the one that fits.
  private static int room(PodDemand pod, NodeLoad load) {
    return Math.clamp(NodeRoom.of(pod, load).pods(), 1, Integer.MAX_VALUE);
  }

  // Gives claims that waited for a consumer the volumes they get on this node.
  private boolean bindOn(PodPrediction prediction, Node node) {
    boolean bound = false;
    for (Choice choice : prediction.chosen(node)) {
      bound |= choice.volume().claim() == null;
      world.bind(choice.volume(), choice.claim());
    }
    return bound;
  }
}
