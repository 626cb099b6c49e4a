package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.ResourceAmounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The verdicts on nodes, each the bits of what a node fails on, so that a thousand nodes cost no
 * garbage; 0 when the pod fits.
 *
 * <p>The words are the scheduler's, in {@code pkg/scheduler/framework/plugins}.
 */
public final class NodeVerdict {
  static final long UNSCHEDULABLE = 1;
  static final long NODE_NAME = 1 << 1;
  static final long TAINTS = 1 << 2;
  static final long AFFINITY = 1 << 3;
  static final long PORTS = 1 << 4;
  static final long PODS = 1 << 5;
  static final long CPU = 1 << 6;
  static final long MEMORY = 1 << 7;
  static final long EPHEMERAL_STORAGE = 1 << 8;
  static final long ONE_POD_CLAIM = 1 << 9;
  static final long VOLUME_AFFINITY = 1 << 10;
  public static final long VOLUME_BINDING = 1 << 11;
  static final long VOLUME_GONE = 1 << 12;
  static final long VOLUME_ZONE = 1 << 13;
  static final long NOT_NAMED = 1 << 14;

  /** No rejection: the pod fits once a volume has been made for it. */
  public static final long PROVISIONING = 1 << 15;

  /** The bits that reject a node. */
  static final long REJECTED = ~PROVISIONING;

  /**
   * The bits of what keeps a pod off a node by what the node is, not by what it has: no controller
   * counts on a node that has one of these.
   */
  static final long NOT_MEANT = UNSCHEDULABLE | NODE_NAME | TAINTS | AFFINITY | NOT_NAMED;

  /**
   * The bits of what pods on the node may be in the way of, so that it may help when some of them
   * go; all others are as they are, whoever goes.
   */
  static final long RESOLVABLE;

  /** The bits of resources that a node has too little of. */
  static final long RESOURCES;

  static final long TOO_MANY_VOLUMES = 1 << 16;
  static final long SPREAD_LABEL = 1 << 17;
  static final long SPREAD = 1 << 18;
  static final long POD_AFFINITY = 1 << 19;
  static final long POD_ANTI_AFFINITY = 1 << 20;
  static final long KEPT_OFF = 1 << 21;
  static final long DEVICES = 1 << 22;
  static final long DEVICES_ELSEWHERE = 1 << 23;

  private static final int OTHER = 24;

  /**
   * The number of extended resources that have a bit, the last of them with all beyond it: a pod of
   * so many does not exist, and if it did, each of them in words for each node would be the end of
   * us.
   */
  public static final int OTHERS = Long.SIZE - OTHER;

  // In the order of the bits.
  private static final List<String> REASONS =
      List.of(
          "node(s) were unschedulable",
          "node(s) didn't match the requested node name",
          "node(s) had untolerated taint(s)",
          "node(s) didn't match Pod's node affinity/selector",
          "node(s) didn't have free ports for the requested pod ports",
          "Too many pods",
          "Insufficient cpu",
          "Insufficient memory",
          "Insufficient ephemeral-storage",
          "node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode"
              + " already in-use by another pod",
          "node(s) didn't match PersistentVolume's node affinity",
          "node(s) didn't find available persistent volumes to bind",
          "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)",
          "node(s) had no available volume zone",
          "node(s) didn't satisfy plugin(s) [NodeAffinity]",
          "",
          "node(s) exceed max volume count",
          "node(s) didn't match pod topology spread constraints (missing required label)",
          "node(s) didn't match pod topology spread constraints",
          "node(s) didn't match pod affinity rules",
          "node(s) didn't match pod anti-affinity rules",
          "node(s) didn't satisfy existing pods anti-affinity rules",
          "cannot allocate all claims",
          "resourceclaim not available on the node");

  static {
    long others = -1L << OTHER;
    RESOURCES = PODS | CPU | MEMORY | EPHEMERAL_STORAGE | others;
    RESOLVABLE =
        RESOURCES
            | PORTS
            | ONE_POD_CLAIM
            | TOO_MANY_VOLUMES
            | SPREAD
            | POD_ANTI_AFFINITY
            | KEPT_OFF;
  }

  private NodeVerdict() {}

  /** The bit of the {@code index}-th extended resource that a pod asks for. */
  static long other(int index) {
    return 1L << (OTHER + Math.min(index, OTHERS - 1));
  }

  /** The name of the {@code index}-th extended resource; of the last with a bit, all it is for. */
  static String otherName(ResourceAmounts requests, int index) {
    int beyond = index == OTHERS - 1 ? requests.others() - OTHERS : 0;
    return requests.otherName(index) + (beyond > 0 ? " or one of " + beyond + " beyond it" : "");
  }

  /** Counts how many of the verdicts have each reason. */
  static Map<String, Integer> count(long[] verdicts, ResourceAmounts requests) {
    Map<String, Integer> reasons = new TreeMap<>();
    // Equal verdicts side by side, so that each is put into words once.
    long[] sorted = verdicts.clone();
    Arrays.sort(sorted);
    int first = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[first]) {
        for (String reason : reasons(sorted[first], requests)) {
          reasons.merge(reason, i - first, Integer::sum);
        }
        first = i;
      }
    }
    return reasons;
  }

  /**
   * Says that no node is available and why, with the reasons' counts: sorted with these as strings,
   * 10 before 2.
   */
  static String unavailable(int nodes, Map<String, Integer> reasons) {
    List<String> counted = new ArrayList<>();
    reasons.forEach((reason, count) -> counted.add(count + " " + reason));
    counted.sort(null);
    return "0/" + nodes + " nodes are available: " + String.join(", ", counted) + '.';
  }

  /** The reasons of a verdict, in the scheduler's words; none when the pod fits. */
  static List<String> reasons(long verdict, ResourceAmounts requests) {
    List<String> reasons = new ArrayList<>(1);
    for (int bit = 0; bit < REASONS.size(); bit++) {
      if ((verdict & REJECTED & 1L << bit) != 0) {
        reasons.add(REASONS.get(bit));
      }
    }
    for (int i = 0; i < Math.min(requests.others(), OTHERS); i++) {
      if ((verdict & other(i)) != 0) {
        reasons.add("Insufficient " + otherName(requests, i));
      }
    }
    return reasons;
  }
}
