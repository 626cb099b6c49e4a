package dev.haetae.overview;

import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException;
import dev.haetae.inventory.Census;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.MeteredInventory;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.overview.StorageMap.Candidate;
import dev.haetae.overview.StorageMap.UnboundClaim;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.schema.Suggestions;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.ClaimPrediction.Outcome;
import dev.haetae.simulator.binding.Criterion;
import dev.haetae.simulator.binding.VolumeBinding;
import dev.haetae.simulator.prediction.ClusterSettings;
import dev.haetae.simulator.prediction.Prediction;
import dev.haetae.simulator.prediction.Predictor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The survey of the claims that have no volume, or have lost it. */
final class ClaimSurvey {
  /**
   * The steps for all claims: each volume that is compared with a claim is one, and is put into
   * words.
   */
  static final long STEPS = Budget.REVIEW / 4;

  /** The reason for which nothing is told of an object. */
  static final String NOT_LOOKED_AT = "not looked at: there is too much to look at all";

  // Of ten thousand volumes most are far from fitting.
  private static final int MOST_VOLUMES = 50;

  private final Inventory world;
  private final ReadableWorld objects;
  private final ClaimUsers users;
  private final Predictor predictor;
  private final Map<PersistentVolumeClaim, Prediction> known = new HashMap<>();
  private final List<UnboundClaim> unbound = new ArrayList<>();
  private final Map<String, Integer> byNamespace = new HashMap<>();
  private final Map<ClaimUsers.Key, String> changes = new TreeMap<>();
  private boolean exhausted;

  /** The survey of a world. */
  ClaimSurvey(ReadableWorld world, Census census, OverviewSettings settings, ClaimUsers users) {
    Budget budget = Budget.of(STEPS, BudgetExceededException.Cause.STEPS, () -> null);
    this.objects = world;
    this.world = new MeteredInventory(world, budget);
    this.users = users;
    this.predictor =
        new Predictor(
            this.world,
            this.world,
            (name, known) -> Suggestions.nearest(name, known).orElse(null),
            ClusterSettings.DEFAULT.withNfs(settings::makesNfs));
    for (PersistentVolumeClaim claim : census.claims()) {
      look(claim);
    }
  }

  private void look(PersistentVolumeClaim claim) {
    ClaimPrediction prediction = null;
    String unknown = "";
    try {
      prediction = exhausted ? null : VolumeBinding.predict(claim, world);
    } catch (UnreadableObjectException e) {
      unknown = e.sentence();
    } catch (BudgetExceededException e) {
      exhausted = true;
    }
    boolean has =
        claim.wasBound()
            && (prediction == null
                ? !claim.phase().equals("Lost")
                : prediction.outcome() == Outcome.BOUND);
    if (!has) {
      byNamespace.merge(claim.namespace(), 1, Integer::sum);
      unbound.add(row(claim, prediction, unknown));
      UnboundClaim row = unbound.getLast();
      if (!row.outcome().isEmpty() && !row.isGood()) {
        changes.put(new ClaimUsers.Key(claim.namespace(), claim.name()), row.change());
      }
    }
  }

  private UnboundClaim row(
      PersistentVolumeClaim claim, @Nullable ClaimPrediction prediction, String unknown) {
    List<String> problems = new ArrayList<>(0);
    Prediction told = prediction == null ? null : tell(claim, problems);
    if (prediction == null || told == null) {
      String why = problems.isEmpty() ? unknown : problems.getFirst();
      return row(
          claim,
          Criterion.classOf(claim),
          "",
          false,
          why.isEmpty() ? NOT_LOOKED_AT : why,
          Rows.of(List.of()),
          "");
    }
    List<Prediction.Candidate> volumes = new ArrayList<>(told.candidates());
    volumes.sort(
        Comparator.comparingInt(Prediction.Candidate::distance)
            .thenComparing(Prediction.Candidate::name));
    return row(
        claim,
        Criterion.classOf(prediction.claim()),
        told.outcome().word(),
        told.outcome().isGood(),
        told.message(),
        Rows.of(volumes.stream().map(ClaimSurvey::candidate).toList(), MOST_VOLUMES),
        change(told, volumes));
  }

  private UnboundClaim row(
      PersistentVolumeClaim claim,
      String storageClass,
      String outcome,
      boolean isGood,
      String why,
      Rows<Candidate> volumes,
      String change) {
    return new UnboundClaim(
        claim.namespace(),
        claim.name(),
        claim.request().toString(),
        StorageSurvey.shortened(claim.accessModes()),
        storageClass,
        outcome,
        isGood,
        why,
        volumes,
        change,
        users.of(claim.namespace(), claim.name()));
  }

  // As `haetae predict` tells it; null where that is not known.
  private @Nullable Prediction tell(PersistentVolumeClaim claim, List<String> problems) {
    Resource written =
        objects.written(GroupKind.PERSISTENT_VOLUME_CLAIM, claim.namespace(), claim.name());
    if (written == null) {
      return null;
    }
    try {
      PersistentVolumeClaim asked = nameless(claim);
      Prediction same = asked == null ? null : known.get(asked);
      if (same != null) {
        return same;
      }
      List<Prediction> told =
          predictor.predict(
              List.of(written),
              (_, why) -> problems.add(why.sentence()),
              (_, why) -> problems.add(why.sentence()));
      Prediction first = told.isEmpty() ? null : told.getFirst();
      // What gets a volume takes it from the next.
      if (asked != null && first != null && first.volume().isEmpty()) {
        known.put(asked, first);
      }
      return first;
    } catch (UnreadableObjectException e) {
      problems.add(e.sentence());
      return null;
    } catch (BudgetExceededException e) {
      exhausted = true;
      return null;
    }
  }

  // What it asks for, whatever its name; null where a volume knows it by that.
  private @Nullable PersistentVolumeClaim nameless(PersistentVolumeClaim claim) {
    return world.volumesPromisedTo(claim.namespace(), claim.name()).isEmpty()
        ? new PersistentVolumeClaim(
            "",
            "",
            claim.uid().isEmpty() ? "" : "there",
            claim.terminating(),
            claim.phase(),
            claim.accessModes(),
            claim.request(),
            claim.storageClass(),
            claim.volumeAttributesClass(),
            claim.volumeMode(),
            claim.selector(),
            claim.volumeName(),
            claim.bindCompleted(),
            claim.selectedNode())
        : null;
  }

  // Where the nearest volume lacks two things, there is no one change.
  private static String change(Prediction told, List<Prediction.Candidate> volumes) {
    for (Prediction.Candidate nearest : volumes) {
      if (!nearest.fits()) {
        return nearest.changes().size() > 1 && told.change().text().endsWith(" fits")
            ? ""
            : told.change().text();
      }
    }
    return told.change().text();
  }

  private static Candidate candidate(Prediction.Candidate volume) {
    return new Candidate(volume.name(), volume.fits(), volume.reason(), volume.detail());
  }

  /** The claims, by namespace and name. */
  List<UnboundClaim> unbound() {
    return unbound;
  }

  /** Returns how many stay so until somebody does something. */
  int stuck() {
    return changes.size();
  }

  /** Returns whether a claim stays without a volume until somebody does something. */
  boolean isStuck(String namespace, String name) {
    return changes.containsKey(new ClaimUsers.Key(namespace, name));
  }

  /** The change that would give a claim a volume which stays without; empty when there is none. */
  String change(String namespace, String name) {
    return changes.getOrDefault(new ClaimUsers.Key(namespace, name), "");
  }

  /** Returns how many there are in a namespace. */
  int unboundIn(String namespace) {
    return byNamespace.getOrDefault(namespace, 0);
  }
}
