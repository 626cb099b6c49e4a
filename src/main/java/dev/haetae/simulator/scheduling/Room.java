package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.ResourceAmounts;
import java.util.Map;
import java.util.TreeMap;

/**
 * The room that all nodes together have for pods of one kind.
 *
 * @param pods how many can run at once
 * @param nodes how many nodes have room for one or more
 * @param scarce what runs out first on most nodes, in the scheduler's words: {@code Insufficient
 *     nvidia.com/gpu}; empty when no node was looked at
 */
public record Room(long pods, int nodes, String scarce) {
  /** Adds up the room of nodes. */
  static final class Count {
    private final PodDemand pod;
    private final Map<String, Integer> limits = new TreeMap<>();
    private long pods;
    private int nodes;

    Count(PodDemand pod) {
      this.pod = pod;
    }

    /** A node that has room for one or more. */
    void add(NodeLoad load) {
      NodeRoom room = NodeRoom.of(pod, load);
      pods = ResourceAmounts.plus(pods, room.pods());
      nodes++;
      limit(room.scarce());
    }

    /** A node that has room for none. */
    void addRejected(long verdict) {
      limit(verdict);
    }

    private void limit(long verdict) {
      for (String reason : NodeVerdict.reasons(verdict, pod.requests())) {
        limits.merge(reason, 1, Integer::sum);
      }
    }

    /** The sum; no more than one pod where only one at a time may have a claim. */
    Room room(boolean onePodOnly) {
      if (onePodOnly && pods > 1) {
        return new Room(
            1, 1, NodeVerdict.reasons(NodeVerdict.ONE_POD_CLAIM, pod.requests()).getFirst());
      }
      String scarce = "";
      int most = 0;
      for (Map.Entry<String, Integer> limit : limits.entrySet()) {
        if (limit.getValue() > most) {
          scarce = limit.getKey();
          most = limit.getValue();
        }
      }
      return new Room(pods, nodes, scarce);
    }
  }
}
