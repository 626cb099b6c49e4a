package dev.haetae.overview;

import java.util.List;

/**
 * The GPUs of a world: who holds which, and what is free. All of it is counts: the API does not say
 * which device a pod holds.
 *
 * <p>Held is what the unfinished pods on a node ask for, as the scheduler counts it: those that are
 * being deleted too, and the init containers' part where that is more.
 *
 * @param totals of each sort of GPU, whole ones first
 * @param nodes that have GPUs or pods which hold some, by name
 * @param waiting what pods without a node ask for, by resource: of which model nobody knows yet
 * @param notCounted what holds GPUs too and is not in these numbers
 */
public record GpuMap(
    Rows<Total> totals, Rows<NodeRow> nodes, Rows<Waiting> waiting, List<NotCounted> notCounted) {
  /** A map that keeps its own copy of the list. */
  public GpuMap {
    notCounted = List.copyOf(notCounted);
  }

  /** The kinds of things that one unit of a resource may be. */
  public enum Sharing {
    /** A whole GPU. */
    WHOLE,
    /** A part of a GPU with memory of its own: a MIG profile, a virtual NPU. */
    PARTITION,
    /** One of several turns at a GPU (time-slicing, MPS). */
    SHARED
  }

  /**
   * GPUs that are the same to a pod.
   *
   * @param resource such as {@code nvidia.com/gpu}
   * @param model the product, as a label of the node tells it; empty when none does
   * @param sharing what one of them is
   * @param profile of a partition, such as {@code 1g.10gb}; else empty
   */
  public record Sort(String resource, String model, Sharing sharing, String profile) {}

  /**
   * All GPUs of one sort.
   *
   * @param sort which
   * @param nodes on how many nodes
   * @param allocatable how many pods can have in all
   * @param held how many pods hold
   * @param free how many are held by nobody
   * @param open how many of the free ones lie on nodes that take pods: not cordoned, and with no
   *     taint but those that mark GPUs
   * @param stranded how many of the open ones a usual pod cannot have, since the node lacks
   *     something else
   * @param missing how many devices nodes have and do not offer: unhealthy or reserved
   * @param over how many are held beyond what their nodes offer now
   * @param largestHole the most that are open on one node
   * @param fits how many pods of 1, 2, 4 and 8 could start now, by the scheduler's model
   * @param usual what a pod asks for beside one GPU, as half of those that run here do
   */
  public record Total(
      Sort sort,
      int nodes,
      long allocatable,
      long held,
      long free,
      long open,
      long stranded,
      long missing,
      long over,
      long largestHole,
      List<Fit> fits,
      Usual usual) {
    /** A total that keeps its own copy of the list. */
    public Total {
      fits = List.copyOf(fits);
    }
  }

  /**
   * The number of times that a pod fits.
   *
   * @param gpus that it asks for
   * @param pods that could start now, one beside the other
   */
  public record Fit(int gpus, long pods) {}

  /**
   * The rest of what is asked for with one GPU: half of the pods that hold such GPUs ask for less,
   * half for more.
   *
   * @param pods that were looked at; 0 where none runs, and nothing is asked for
   * @param cpu such as {@code 4} or {@code 500m}
   * @param memory such as {@code 16Gi}
   */
  public record Usual(int pods, String cpu, String memory) {}

  /**
   * A node with its GPUs.
   *
   * @param name the node's name
   * @param isThere false for a node that pods are on and that is not known itself
   * @param cordoned whether it takes no new pod
   * @param ready whether the control plane has marked it as in no trouble
   * @param taints that keep pods off, as kubectl writes them, those that mark GPUs too
   * @param cpu CPUs
   * @param memory memory
   * @param pods places for pods
   * @param devices its GPUs, sort by sort, whole ones first
   */
  public record NodeRow(
      String name,
      boolean isThere,
      boolean cordoned,
      boolean ready,
      List<String> taints,
      Amount cpu,
      Amount memory,
      Amount pods,
      Rows<Devices> devices) {
    /** A node that keeps its own copy of the list. */
    public NodeRow {
      taints = List.copyOf(taints);
    }
  }

  /**
   * The GPUs of one sort on one node. Where nothing is {@code over}, {@code held + free} is {@code
   * allocatable}.
   *
   * @param sort which
   * @param capacity how many the node has
   * @param allocatable how many pods can have
   * @param held how many pods hold; may be more
   * @param free how many nobody holds
   * @param over how many are held beyond what the node offers now: it has lost some
   * @param shares by whom they are held, the most first
   * @param stranded how many of the free ones a usual pod cannot have; 0 where the node takes no
   *     pods anyway
   * @param shortOf what the node has too little of for those, in the scheduler's words: {@code
   *     Insufficient cpu}; empty where nothing is stranded
   */
  public record Devices(
      Sort sort,
      long capacity,
      long allocatable,
      long held,
      long free,
      long over,
      Rows<Share> shares,
      long stranded,
      String shortOf) {}

  /** GPUs that one controller's pods hold on one node. */
  public record Share(Holder holder, long gpus) {}

  /**
   * GPUs that pods without a node ask for.
   *
   * @param resource such as {@code nvidia.com/gpu}
   * @param gpus how many
   * @param pods how many pods ask
   */
  public record Waiting(String resource, long gpus, int pods) {}

  /** The ways to hold GPUs that are not counted. */
  public enum Uncounted {
    /** Devices of resource claims (dynamic resource allocation). */
    CLAIMED_DEVICES,
    /** Fractions that a scheduler of its own gives out (HAMi, KAI). */
    FRACTIONS
  }

  /**
   * Pods that hold GPUs and are not in the numbers.
   *
   * @param pods how many pods have such
   */
  public record NotCounted(Uncounted what, int pods) {}
}
