package dev.haetae.overview;

import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.overview.GpuMap.Fit;
import dev.haetae.overview.GpuMap.Sharing;
import dev.haetae.overview.GpuMap.Sort;
import dev.haetae.overview.GpuMap.Total;
import dev.haetae.overview.GpuMap.Usual;
import dev.haetae.resource.Quantity;
import dev.haetae.simulator.scheduling.AmountText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tally of all GPUs of one sort, added up node by node. */
final class GpuTally {
  private static final List<Integer> SIZES = List.of(1, 2, 4, 8);

  private final Sort sort;
  private final List<Integer> sizes;
  private final List<GpuPod> pods;
  private final long[] fits;
  private final List<Long> milliCpus = new ArrayList<>();
  private final List<Long> memories = new ArrayList<>();
  private int nodes;
  private long allocatable;
  private long held;
  private long free;
  private long open;
  private long stranded;
  private long missing;
  private long over;
  private long largestHole;
  private @Nullable GpuPod usual;

  GpuTally(Sort sort) {
    this.sort = sort;
    // Two turns at a GPU are not two GPUs, and may be the same one.
    this.sizes = sort.sharing() == Sharing.SHARED ? SIZES.subList(0, 1) : SIZES;
    this.pods = sizes.stream().map(gpus -> GpuPod.of(sort.resource(), gpus)).toList();
    this.fits = new long[sizes.size()];
  }

  Sort sort() {
    return sort;
  }

  /** Adds a pod that holds such GPUs. */
  void addHolder(PlacedPod pod, long gpus) {
    milliCpus.add(pod.requests().getOrDefault("cpu", Quantity.ZERO).milliValue() / gpus);
    memories.add(pod.requests().getOrDefault("memory", Quantity.ZERO).value() / gpus);
  }

  /**
   * Adds a node.
   *
   * @param capacity how many it has
   * @param all how many it offers
   * @param taken how many its pods hold
   * @param takesPods whether pods that ask for GPUs may come to it
   */
  void addNode(NodeLoad load, long capacity, long all, long taken, boolean takesPods) {
    long left = Math.max(0, ResourceAmounts.minus(all, taken));
    nodes++;
    allocatable = ResourceAmounts.plus(allocatable, all);
    held = ResourceAmounts.plus(held, taken);
    free = ResourceAmounts.plus(free, left);
    missing = ResourceAmounts.plus(missing, Math.max(0, ResourceAmounts.minus(capacity, all)));
    over = ResourceAmounts.plus(over, Math.max(0, ResourceAmounts.minus(taken, all)));
    if (takesPods) {
      open = ResourceAmounts.plus(open, left);
      largestHole = Math.max(largestHole, left);
      for (int i = 0; i < fits.length; i++) {
        fits[i] = ResourceAmounts.plus(fits[i], pods.get(i).room(load));
      }
    }
  }

  void addStranded(long gpus) {
    stranded = ResourceAmounts.plus(stranded, gpus);
  }

  /** A pod that asks for one of them and for what usually goes with it. */
  GpuPod usualPod() {
    if (usual == null) {
      usual = GpuPod.of(sort.resource(), 1, median(milliCpus), median(memories));
    }
    return usual;
  }

  private static long median(List<Long> amounts) {
    if (amounts.isEmpty()) {
      return 0;
    }
    List<Long> sorted = new ArrayList<>(amounts);
    sorted.sort(null);
    return sorted.get((sorted.size() - 1) / 2);
  }

  long allocatable() {
    return allocatable;
  }

  long held() {
    return held;
  }

  long free() {
    return free;
  }

  long largestHole() {
    return largestHole;
  }

  /** The sum. */
  Total total() {
    List<Fit> told = new ArrayList<>();
    for (int i = 0; i < fits.length; i++) {
      told.add(new Fit(sizes.get(i), fits[i]));
    }
    return new Total(
        sort,
        nodes,
        allocatable,
        held,
        free,
        open,
        stranded,
        missing,
        over,
        largestHole,
        told,
        new Usual(
            milliCpus.size(),
            AmountText.cpus(median(milliCpus)),
            AmountText.bytes(median(memories))));
  }
}
