package dev.haetae.simulator.scheduling;

import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.ResourceAmounts;

/**
 * The resources that a pod asks for, by an index: CPU, memory and ephemeral storage, whether it
 * asks for them or not, then the others in their order.
 *
 * @param amounts what it asks for
 */
record RequestedResources(ResourceAmounts amounts) {
  static final int CPU = 0;
  static final int MEMORY = 1;
  static final int EPHEMERAL_STORAGE = 2;

  /** The number of them that come before the others. */
  static final int NAMED = 3;

  /** Returns how many there are. */
  int count() {
    return NAMED + amounts.others();
  }

  /**
   * Returns how many there are that have a bit of their own in a verdict, or are the last of these.
   */
  int told() {
    return NAMED + Math.min(amounts.others(), NodeVerdict.OTHERS);
  }

  /** Returns how much the pod asks for. */
  long asked(int index) {
    return index < NAMED ? named(amounts, index) : amounts.other(index - NAMED);
  }

  /** Returns how much of it a node has, or its pods take. */
  long in(ResourceAmounts of, int index) {
    return index < NAMED ? named(of, index) : of.other(amounts.otherName(index - NAMED));
  }

  /**
   * Returns how much of it the pods of a node leave; below 0 where they take more than there is.
   */
  long free(NodeLoad load, int index) {
    return free(load.allocatable(), load.requested(), index);
  }

  private long free(ResourceAmounts all, ResourceAmounts taken, int index) {
    return ResourceAmounts.minus(in(all, index), in(taken, index));
  }

  private static long named(ResourceAmounts of, int index) {
    return switch (index) {
      case CPU -> of.milliCpu();
      case MEMORY -> of.memory();
      default -> of.ephemeralStorage();
    };
  }

  /** Returns what a node that has too little of it fails on. */
  static long bit(int index) {
    return switch (index) {
      case CPU -> NodeVerdict.CPU;
      case MEMORY -> NodeVerdict.MEMORY;
      case EPHEMERAL_STORAGE -> NodeVerdict.EPHEMERAL_STORAGE;
      default -> NodeVerdict.other(index - NAMED);
    };
  }

  /** Returns whether a node has less of something than the pod asks for, all its pods gone. */
  boolean exceed(ResourceAmounts all) {
    for (int i = 0; i < count(); i++) {
      if (asked(i) > 0 && asked(i) > in(all, i)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns what a node has too little of, as bits of {@link NodeVerdict}, the number of pods
   * included.
   *
   * @param taken what its pods take
   * @param pods how many they are
   */
  long shortages(ResourceAmounts all, ResourceAmounts taken, long pods) {
    long verdict = pods + 1 > all.pods() ? NodeVerdict.PODS : 0;
    for (int i = 0; i < count(); i++) {
      // One that is not asked for is never short, even where the node has less than nothing.
      if (asked(i) > 0 && asked(i) > free(all, taken, i)) {
        verdict |= bit(i);
      }
    }
    return verdict;
  }
}
