package dev.haetae.overview;

import java.util.List;
import java.util.SortedMap;

/**
 * The unfinished pods that are on no node, and why.
 *
 * @param pods how many there are
 * @param causes how many, by cause
 * @param rows pods of one controller that ask for the same and fail on the same, in one row; those
 *     that need somebody first, then by age, the oldest first
 */
public record PendingPods(int pods, SortedMap<Cause, Integer> causes, Rows<Row> rows) {
  /** The cause for which a pod is on no node. */
  public enum Cause {
    /** No node takes it. */
    NO_NODE,
    /** A claim that it mounts is missing, or has no volume. */
    CLAIM,
    /** A resource claim is missing. */
    RESOURCE_CLAIM,
    /** A scheduling gate is not lifted yet. */
    GATE,
    /** The scheduler that it names is not Kubernetes' own. */
    OTHER_SCHEDULER,
    /** A volume is being made for it. */
    VOLUME,
    /** Nothing that is known keeps it: it is placed soon, or others go first. */
    NOTHING,
    /** What it hangs on cannot be read or is not known, or there are too many to look at all. */
    UNKNOWN;

    /** Returns whether somebody has to do something. */
    public boolean isStuck() {
      return switch (this) {
        case NO_NODE, CLAIM, RESOURCE_CLAIM -> true;
        case GATE, OTHER_SCHEDULER, VOLUME, NOTHING, UNKNOWN -> false;
      };
    }
  }

  /**
   * Pods that wait for the same.
   *
   * @param holder what keeps them, and how many they are
   * @param pod the name of the one that was looked at, the oldest
   * @param created when that was made, in seconds since 1970; 0 when not known
   * @param asks what one asks for, GPUs first
   * @param cause why they wait
   * @param message the same in a sentence, the scheduler's own where it is the scheduler's
   * @param reasons what the nodes fail on, the most frequent first; none where no node was looked
   *     at
   * @param nodes node by node, the nearest first
   * @param change the one thing to change, which lets one of them run in the model; empty where
   *     there is none
   * @param notModelled what counts too and was not looked at
   */
  public record Row(
      Holder holder,
      String pod,
      long created,
      List<Ask> asks,
      Cause cause,
      String message,
      List<Reason> reasons,
      Rows<Node> nodes,
      String change,
      List<String> notModelled) {
    /** Pods that keep their own copies of the lists. */
    public Row {
      asks = List.copyOf(asks);
      reasons = List.copyOf(reasons);
      notModelled = List.copyOf(notModelled);
    }
  }

  /**
   * A resource that a pod asks for.
   *
   * @param resource {@code nvidia.com/gpu}, {@code cpu}, {@code memory}, …
   * @param amount such as {@code 4} or {@code 16Gi}
   */
  public record Ask(String resource, String amount) {}

  /**
   * A reason for which nodes do not take a pod.
   *
   * @param words the scheduler's: {@code Insufficient nvidia.com/gpu}
   * @param nodes how many
   * @param names the first of them, by name
   */
  public record Reason(String words, int nodes, List<String> names) {
    /** A reason that keeps its own copy of the list. */
    public Reason {
      names = List.copyOf(names);
    }
  }

  /**
   * A node.
   *
   * @param name the node's name
   * @param reasons what it fails on, in the scheduler's words
   * @param message what it has, and what would make it do
   */
  public record Node(String name, List<String> reasons, String message) {
    /** A node that keeps its own copy of the list. */
    public Node {
      reasons = List.copyOf(reasons);
    }
  }
}
