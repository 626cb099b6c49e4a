package dev.haetae.simulator.binding;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The contest for the free volumes: which of them each claim of an object may get, in whatever
 * order its claims and the pending claims of the world are bound.
 *
 * <p>Nobody knows the order: the controller takes claims as they come, the scheduler pods. What a
 * claim may get here is therefore never less than what it can get there.
 */
public final class ClaimContest {
  /** The most pending claims of a class that are looked at; beyond them any volume may be taken. */
  static final int MOST_PENDING = 10 * ClassContest.MOST_CLAIMS;

  private final Inventory inventory;
  private final @Nullable StorageClass standard;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, ClassContest> classes = new HashMap<>();
  private final Map<String, List<PersistentVolumeClaim>> pending = new HashMap<>();

  /** A claim of the object, or as many as are made alike. */
  private record Entry(PersistentVolumeClaim claim, long copies, boolean isNew) {}

  /**
   * The volumes that a claim may get.
   *
   * @param volumes any of these
   * @param exhausted whether all volumes that fit it may be others' before it has one
   * @param outrun whether those may be that every node reaches, so that its class makes a volume
   *     for it where it makes volumes
   */
  public record Reach(List<PersistentVolume> volumes, boolean exhausted, boolean outrun) {}

  /**
   * A pending claim of the world, waited for by a pod, that may get this volume only since a new
   * claim may take what is better before it.
   */
  public record Displaced(PersistentVolumeClaim claim, PersistentVolume volume) {}

  /** A contest in a world, with the claims that are pending there. */
  public ClaimContest(Inventory inventory) {
    this.inventory = inventory;
    this.standard = DefaultStorageClass.of(inventory);
  }

  /** Lets a claim in that is there. All have to be in before the first question. */
  public void add(PersistentVolumeClaim claim) {
    add(claim, 1, false);
  }

  /**
   * Lets a claim in that the object is or makes.
   *
   * @param copies how many claims like this one it makes
   */
  public void addNew(PersistentVolumeClaim claim, long copies) {
    add(claim, copies, true);
  }

  private void add(PersistentVolumeClaim claim, long copies, boolean isNew) {
    if (!claim.wasBound()) {
      entries.putIfAbsent(key(claim), new Entry(claim, copies, isNew));
    }
  }

  private static String key(PersistentVolumeClaim claim) {
    return claim.namespace() + '/' + claim.name();
  }

  /** Returns what a claim may get that names no volume and that no volume is promised to. */
  public Reach reach(PersistentVolumeClaim claim) {
    String written = claim.storageClass();
    if (written != null) {
      return of(written).reach(claim);
    }
    if (standard == null) {
      return of("").reach(claim);
    }
    PersistentVolumeClaim admitted = claim.withStorageClass(standard.name());
    if (claim.uid().isEmpty()) {
      return of(standard.name()).reach(admitted);
    }
    // An old claim without a class gets the default one once no volume without a class is left.
    Reach first = of("").reach(claim);
    if (!first.exhausted()) {
      return first;
    }
    Reach then = of(standard.name()).reach(admitted);
    List<PersistentVolume> volumes = new ArrayList<>(first.volumes());
    volumes.addAll(then.volumes());
    return new Reach(volumes, then.exhausted(), then.outrun());
  }

  /**
   * The first claim that new claims may leave a volume to that it would not have got before; null
   * when there is none.
   *
   * @param unwanted the volumes that matter
   */
  public @Nullable Displaced displaced(Predicate<PersistentVolume> unwanted) {
    Set<String> seen = new HashSet<>();
    for (Entry entry : entries.values()) {
      String written = entry.claim().storageClass();
      String name = written != null ? written : standard == null ? "" : standard.name();
      if (entry.isNew() && seen.add(name) && has(name, unwanted)) {
        Displaced displaced = displaced(name, unwanted);
        if (displaced != null) {
          return displaced;
        }
      }
    }
    return null;
  }

  private boolean has(String storageClass, Predicate<PersistentVolume> unwanted) {
    for (PersistentVolume volume : inventory.volumesByClass(storageClass)) {
      if (volume.claim() == null && unwanted.test(volume)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Displaced displaced(String name, Predicate<PersistentVolume> unwanted) {
    ClassContest before = null;
    for (PersistentVolumeClaim claim : pending(name)) {
      if (isNew(claim) || !isWaitedFor(claim)) {
        continue;
      }
      for (PersistentVolume volume : of(name).reach(claim).volumes()) {
        if (unwanted.test(volume)) {
          before = before == null ? open(name, false) : before;
          if (!before.reach(claim).volumes().contains(volume)) {
            return new Displaced(claim, volume);
          }
        }
      }
    }
    return null;
  }

  // A pod of somebody else's that cannot be read must not keep everybody's claims undecided: it may
  // be the one that waits.
  private boolean isWaitedFor(PersistentVolumeClaim claim) {
    try {
      return !inventory.podsUsing(claim.namespace(), claim.name()).isEmpty();
    } catch (UnreadableObjectException e) {
      return true;
    }
  }

  private boolean isNew(PersistentVolumeClaim claim) {
    Entry entry = entries.get(key(claim));
    return entry != null && entry.isNew();
  }

  private ClassContest of(String storageClass) {
    ClassContest contest = classes.get(storageClass);
    if (contest == null) {
      contest = open(storageClass, true);
      classes.put(storageClass, contest);
    }
    return contest;
  }

  // With the new claims, or as it was before them.
  private ClassContest open(String name, boolean withNew) {
    ClassContest contest = new ClassContest(name, inventory);
    for (Entry entry : entries.values()) {
      String written = entry.claim().storageClass();
      // Whether it gets the default class or goes without is not looked into: it is a rival in
      // both.
      boolean belongs = written == null ? name.isEmpty() || isStandard(name) : written.equals(name);
      if (belongs && (withNew || !entry.isNew())) {
        contest.add(entry.claim(), entry.copies());
      }
    }
    List<PersistentVolumeClaim> waiting = pending(name);
    if (waiting.size() == MOST_PENDING) {
      contest.crowd();
    }
    for (PersistentVolumeClaim claim : waiting) {
      if (contest.isCrowded()) {
        break;
      }
      if (!entries.containsKey(key(claim))) {
        contest.add(claim, 1);
      }
    }
    contest.settle();
    return contest;
  }

  private boolean isStandard(String storageClass) {
    return standard != null && standard.name().equals(storageClass);
  }

  // The claims of the world that want volumes of a class; no more than are looked at.
  private List<PersistentVolumeClaim> pending(String storageClass) {
    List<PersistentVolumeClaim> known = pending.get(storageClass);
    if (known == null) {
      known = new ArrayList<>();
      addPending(inventory.unboundClaims(storageClass), storageClass, known);
      if (isStandard(storageClass)) {
        addPending(inventory.unboundClaims(""), storageClass, known);
      }
      pending.put(storageClass, known);
    }
    return known;
  }

  private void addPending(
      Iterable<PersistentVolumeClaim> unbound,
      String storageClass,
      List<PersistentVolumeClaim> known) {
    for (PersistentVolumeClaim claim : unbound) {
      if (known.size() == MOST_PENDING) {
        return;
      }
      boolean belongs = storageClass.isEmpty() || !"".equals(claim.storageClass());
      if (belongs && !hasVolume(claim)) {
        known.add(claim);
      }
    }
  }

  // The controller writes the claim into the volume before it marks the claim as bound.
  private boolean hasVolume(PersistentVolumeClaim claim) {
    for (PersistentVolume volume : inventory.volumesPromisedTo(claim.namespace(), claim.name())) {
      PersistentVolume.ClaimReference reference = volume.claim();
      if (reference != null && !claim.uid().isEmpty() && reference.uid().equals(claim.uid())) {
        return true;
      }
    }
    return false;
  }
}
