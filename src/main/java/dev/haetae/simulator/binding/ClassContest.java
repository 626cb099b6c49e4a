package dev.haetae.simulator.binding;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import dev.haetae.simulator.binding.ClaimContest.Reach;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The contest for the free volumes of one class.
 *
 * <p>A claim may get a volume if each one that it would rather have may be taken before, by as many
 * other claims as these are volumes. What may be taken grows from nothing until no claim may get
 * more. Claims alike are one contender; where there are too many different ones the rest count as
 * claims that may take any volume, so that the work stays within bounds and the answer on the safe
 * side.
 */
final class ClassContest {
  // As many as a long has bits.
  private static final int MOST_CONTENDERS = 64;
  private static final int FEWEST_CONTENDERS = 4;
  private static final int MOST_COMPARISONS = 50_000;

  /** With so many claims any volume may be taken. */
  static final int MOST_CLAIMS = 1_000;

  private static final int MOST_ROUNDS = 6;
  private static final long ANY_NUMBER = 1L << 40;

  private final String name;
  private final Inventory inventory;
  // Whether the scheduler binds, which does not look at sets of access modes.
  private final boolean delayed;
  // In the order in which any claim takes those that fit it.
  private final List<PersistentVolume> free = new ArrayList<>();
  // For each free volume the contenders that may take it, as bits.
  private final long[] takers;
  private final int mostContenders;
  private final Map<String, Contender> kinds = new HashMap<>();
  private final List<Contender> contenders = new ArrayList<>();
  // The kinds of claims that no free volume fits. Ordered: users choose their texts.
  private final Set<String> hopeless = new TreeSet<>();
  private int claims;
  // How many claims may take any volume.
  private long others;

  /** Claims that the same volumes fit. */
  private static final class Contender {
    // 0 where it is one of the others.
    private final long bit;
    // Places of volumes, in ascending order.
    private final List<Integer> candidates;
    private final BitSet reached = new BitSet();
    private long count;
    private boolean exhausted;
    private boolean outrun;

    Contender(long bit, List<Integer> candidates) {
      this.bit = bit;
      this.candidates = candidates;
    }
  }

  /** The volumes that others have to take before a contender comes to the next, and who may. */
  private final class Passage {
    private final Contender contender;
    private long union;
    private long rivals;
    private int volumes;
    private boolean blocked;

    Passage(Contender contender) {
      this.contender = contender;
    }

    Passage copy() {
      Passage copy = new Passage(contender);
      copy.union = union;
      copy.rivals = rivals;
      copy.volumes = volumes;
      copy.blocked = blocked;
      return copy;
    }

    void add(int volume) {
      long here = takers[volume];
      for (long fresh = here & ~union; fresh != 0; fresh &= fresh - 1) {
        rivals += rivals(contenders.get(Long.numberOfTrailingZeros(fresh)));
      }
      union |= here;
      volumes++;
      long rivalsHere = here & ~contender.bit;
      boolean alike = (here & contender.bit) != 0 && contender.count > 1;
      blocked |= rivalsHere == 0 && !alike && spare() <= 0;
    }

    private long rivals(Contender taker) {
      return taker == contender ? taker.count - 1 : taker.count;
    }

    private long spare() {
      return contender.bit == 0 ? others - 1 : others;
    }

    boolean isOpen() {
      return !blocked && rivals + spare() >= volumes;
    }
  }

  /** The contest for the volumes of a class, nobody having come yet. */
  ClassContest(String name, Inventory inventory) {
    this.name = name;
    this.inventory = inventory;
    StorageClass storageClass = inventory.storageClass(name);
    this.delayed = storageClass != null && storageClass.waitsForConsumer();
    for (PersistentVolume volume : inventory.volumesByClass(name)) {
      if (volume.claim() == null) {
        free.add(volume);
      }
    }
    free.sort(
        Comparator.<PersistentVolume>comparingInt(this::level)
            .thenComparingInt(this::set)
            .thenComparing(PersistentVolume::capacity)
            .thenComparing(PersistentVolume::name));
    takers = new long[free.size()];
    mostContenders =
        Math.clamp(MOST_COMPARISONS / Math.max(1, free.size()), FEWEST_CONTENDERS, MOST_CONTENDERS);
  }

  // The controller looks at the sets with the fewest modes first.
  private int level(PersistentVolume volume) {
    return Integer.bitCount(set(volume));
  }

  private int set(PersistentVolume volume) {
    return delayed ? 0 : AccessModes.of(volume.accessModes());
  }

  /**
   * Returns whether so many claims have come that any volume may be taken, so that no more need to
   * come.
   */
  boolean isCrowded() {
    return claims >= MOST_CLAIMS;
  }

  /** Lets a claim come, or as many as are alike. */
  void add(PersistentVolumeClaim claim, long copies) {
    PersistentVolumeClaim admitted = admitted(claim);
    String kind = FittingVolumes.kind(admitted, inventory);
    Contender contender = kinds.get(kind);
    if (contender == null) {
      if (hopeless.contains(kind)) {
        return;
      }
      if (!fitsAny(admitted)) {
        // It takes nothing from anybody.
        hopeless.add(kind);
        return;
      }
      if (contenders.size() < mostContenders) {
        contender = new Contender(1L << contenders.size(), candidates(admitted));
        kinds.put(kind, contender);
        contenders.add(contender);
      }
    }
    if (contender == null) {
      others = Math.min(others + copies, ANY_NUMBER);
    } else {
      contender.count = Math.min(contender.count + copies, ANY_NUMBER);
    }
    claims++;
    if (isCrowded()) {
      crowd();
    }
  }

  /** So many claims are there that any volume may be taken. */
  void crowd() {
    claims = MOST_CLAIMS;
    others = ANY_NUMBER;
  }

  private PersistentVolumeClaim admitted(PersistentVolumeClaim claim) {
    return claim.storageClass() == null && !name.isEmpty() ? claim.withStorageClass(name) : claim;
  }

  private List<Integer> candidates(PersistentVolumeClaim claim) {
    inventory.spend(free.size());
    List<Integer> candidates = new ArrayList<>();
    for (int i = 0; i < free.size(); i++) {
      if (fits(claim, free.get(i))) {
        candidates.add(i);
      }
    }
    return candidates;
  }

  private boolean fitsAny(PersistentVolumeClaim claim) {
    for (PersistentVolume volume : free) {
      inventory.spend(1);
      if (fits(claim, volume)) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(PersistentVolumeClaim claim, PersistentVolume volume) {
    return claim.volumeName().isEmpty()
        ? FittingVolumes.isFree(claim, volume)
        : claim.volumeName().equals(volume.name()) && VolumeFit.named(claim, volume) == null;
  }

  /** Finds what every claim that has come may get. */
  void settle() {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      boolean grew = false;
      for (Contender contender : contenders) {
        grew |= advance(contender);
      }
      if (!grew) {
        return;
      }
    }
    others = ANY_NUMBER;
    contenders.forEach(this::advance);
  }

  /** Returns what a claim that has come may get. */
  Reach reach(PersistentVolumeClaim claim) {
    PersistentVolumeClaim admitted = admitted(claim);
    Contender contender = kinds.get(FittingVolumes.kind(admitted, inventory));
    if (contender == null) {
      List<Integer> candidates = candidates(admitted);
      if (candidates.isEmpty()) {
        return new Reach(List.of(), true, true);
      }
      contender = new Contender(0, candidates);
      advance(contender);
    }
    inventory.spend(contender.candidates.size());
    List<PersistentVolume> volumes = new ArrayList<>();
    contender.reached.stream().forEach(place -> volumes.add(free.get(place)));
    return new Reach(volumes, contender.exhausted, contender.outrun);
  }

  // Whether the contender may get more than was known before.
  private boolean advance(Contender contender) {
    List<Integer> candidates = contender.candidates;
    inventory.spend(candidates.size());
    int known = contender.reached.cardinality();
    Passage below = new Passage(contender);
    int from = 0;
    while (from < candidates.size() && below.isOpen()) {
      int to = from;
      while (to < candidates.size() && level(candidates, to) == level(candidates, from)) {
        to++;
      }
      Passage whole = below.copy();
      int start = from;
      while (start < to) {
        start = advance(contender, start, to, below.copy(), whole);
      }
      below = whole;
      from = to;
    }
    contender.outrun = from == candidates.size() && below.isOpen();
    Passage all = new Passage(contender);
    candidates.forEach(all::add);
    contender.exhausted = all.isOpen();
    return contender.reached.cardinality() > known;
  }

  // Of sets with as many modes any may come first: each begins where the level does.
  private int advance(Contender contender, int start, int end, Passage here, Passage whole) {
    List<Integer> candidates = contender.candidates;
    int at = start;
    while (at < end && set(candidates, at) == set(candidates, start)) {
      int next = at;
      boolean open = here.isOpen();
      while (next < end && isAlike(candidates, next, at)) {
        if (open) {
          reach(contender, candidates.get(next));
        }
        next++;
      }
      for (; at < next; at++) {
        if (!delayed || free.get(candidates.get(at)).nodeAffinity() == null) {
          here.add(candidates.get(at));
          whole.add(candidates.get(at));
        }
      }
    }
    return at;
  }

  private void reach(Contender contender, int place) {
    contender.reached.set(place);
    takers[place] |= contender.bit;
  }

  private int level(List<Integer> candidates, int index) {
    return level(free.get(candidates.get(index)));
  }

  private int set(List<Integer> candidates, int index) {
    return set(free.get(candidates.get(index)));
  }

  private boolean isAlike(List<Integer> candidates, int index, int other) {
    return set(candidates, index) == set(candidates, other)
        && free.get(candidates.get(index))
            .capacity()
            .equals(free.get(candidates.get(other)).capacity());
  }
}
