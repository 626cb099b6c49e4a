package dev.haetae.simulator;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.StorageClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contest for the free volumes: which of them each claim of an object may get, in whatever
 * order its claims and the pending claims of the world are bound.
 *
 * <p>Nobody knows the order: the controller takes claims as they come, the scheduler pods. What a
 * claim may get here is therefore never less than what it can get there.
 */
public final class ClaimContest {
  private final Inventory inventory;
  private final @Nullable StorageClass standard;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, ClassContest> classes = new HashMap<>();

  /** A claim of the object, or as many as are made alike. */
  private record Entry(PersistentVolumeClaim claim, long copies) {}

  /**
   * What a claim may get.
   *
   * @param volumes any of these
   * @param exhausted whether all volumes that fit it may be others' before it has one
   * @param outrun whether those may be that every node reaches, so that its class makes a volume
   *     for it where it makes volumes
   */
  public record Reach(List<PersistentVolume> volumes, boolean exhausted, boolean outrun) {}

  /** A contest in a world, with the claims that are pending there. */
  public ClaimContest(Inventory inventory) {
    this.inventory = inventory;
    this.standard = DefaultStorageClass.of(inventory);
  }

  /**
   * Lets a claim of the object in. All of them have to be in before the first {@link #reach}.
   *
   * @param copies how many claims like this one there are, beside each other or one after another
   */
  public void add(PersistentVolumeClaim claim, long copies) {
    if (!claim.wasBound()) {
      entries.putIfAbsent(key(claim), new Entry(claim, copies));
    }
  }

  private static String key(PersistentVolumeClaim claim) {
    return claim.namespace() + '/' + claim.name();
  }

  /** What a claim may get that names no volume and that no volume is promised to. */
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

  private ClassContest of(String storageClass) {
    ClassContest contest = classes.get(storageClass);
    if (contest == null) {
      contest = open(storageClass);
      classes.put(storageClass, contest);
    }
    return contest;
  }

  private ClassContest open(String name) {
    ClassContest contest = new ClassContest(name, inventory);
    boolean isStandard = standard != null && standard.name().equals(name);
    for (Entry entry : entries.values()) {
      String written = entry.claim().storageClass();
      // Whether it gets the default class or goes without is not looked into: it is a rival in
      // both.
      if (written == null ? name.isEmpty() || isStandard : written.equals(name)) {
        contest.add(entry.claim(), entry.copies());
      }
    }
    addPending(inventory.unboundClaims(name), contest);
    if (isStandard) {
      addPending(inventory.unboundClaims(""), contest);
    }
    contest.settle();
    return contest;
  }

  private void addPending(Iterable<PersistentVolumeClaim> pending, ClassContest contest) {
    for (PersistentVolumeClaim claim : pending) {
      if (contest.isCrowded()) {
        return;
      }
      boolean belongs = contest.name().isEmpty() || !"".equals(claim.storageClass());
      if (belongs && !entries.containsKey(key(claim)) && !hasVolume(claim)) {
        contest.add(claim, 1);
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
