package dev.haetae.cli.predicting;

import dev.haetae.cli.input.Inputs;
import dev.haetae.cli.input.WorldOptions;
import dev.haetae.cli.terminal.Problems;
import dev.haetae.inventory.InputWorlds;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.policy.Policy;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.report.Predictions;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.rule.manifest.MissingKind;
import dev.haetae.rule.network.NodePortRange;
import dev.haetae.rule.storage.PvcBoundRwxNfs;
import dev.haetae.schema.Suggestions;
import dev.haetae.simulator.prediction.Admission;
import dev.haetae.simulator.prediction.Admission.Admitted;
import dev.haetae.simulator.prediction.ClusterSettings;
import dev.haetae.simulator.prediction.Predictor;
import dev.haetae.simulator.prediction.Spelling;
import java.util.ArrayList;
import java.util.List;

/** The predictor of manifests in a world that is given; for one prediction. */
public final class ManifestPredictor {
  /** The rules whose policies say what the predictions need to know of a cluster. */
  public static final List<String> RULES =
      List.of(NodePortRange.INFO.id(), PvcBoundRwxNfs.INFO.id());

  private final InventorySnapshot.Builder world;
  private final boolean closed;
  private final ClusterSettings settings;
  private final boolean stored;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * A predictor.
   *
   * @param world what is there, to which is added what is predicted
   * @param closed whether what is not in it does not exist
   * @param stored whether predictions hold the objects as they are stored
   */
  public ManifestPredictor(
      InventorySnapshot.Builder world, boolean closed, ClusterSettings settings, boolean stored) {
    this.world = world;
    this.closed = closed;
    this.settings = settings;
    this.stored = stored;
  }

  /**
   * Predicts what becomes of objects that are applied, one after the other.
   *
   * @param previous the manifests that were applied before
   */
  public Predictions predict(List<Resource> applied, List<Resource> previous) {
    List<Resource> objects = new ArrayList<>(applied);
    objects.removeIf(object -> isMissing(object) || isMisshapen(object));
    Spelling spelling = (name, known) -> Suggestions.nearest(name, known).orElse(null);
    Inventory before = world.build(closed);
    List<Admitted> admitted =
        new Admission(before, previous, spelling, settings, stored)
            .submit(objects, this::tell, this::unreadable);
    List<Admitted> there =
        admitted.stream().filter(one -> one.stored() == null || joins(one.stored())).toList();
    return new Predictions(
        new Predictor(before, world.build(closed), spelling, settings)
            .follow(
                there,
                (object, e) -> problems.add(WorldOptions.problem(object, e)),
                this::unreadable),
        problems);
  }

  /** The notes on what was predicted. */
  public List<String> notes() {
    return notes;
  }

  /**
   * The settings of a cluster: as the shipped pack has them, where its own policies do not say
   * otherwise.
   *
   * @param own policies of the cluster
   */
  public static ClusterSettings settings(List<Policy> own) {
    List<Policy> known = new ArrayList<>(ShippedPolicies.load(RULES));
    known.addAll(own);
    ClusterSettings settings = ClusterSettings.DEFAULT;
    for (Policy policy : known) {
      if (policy.rule() instanceof NodePortRange range) {
        settings = settings.withNodePorts(range.range().first(), range.range().last());
      } else if (policy.rule() instanceof PvcBoundRwxNfs claims) {
        settings = settings.withNfs(claims::isMadeOnNfs);
      }
    }
    return settings;
  }

  private void unreadable(Resource object, UnreadableObjectException e) {
    problems.add(
        Problem.of(
            object.origin().file(), object.describe() + " cannot be predicted: " + e.sentence()));
  }

  // The API server cannot decode it.
  private boolean isMisshapen(Resource object) {
    MalformedResourceException wrong = Inputs.misshapen(object);
    if (wrong != null) {
      tell(object, wrong);
    }
    return wrong != null;
  }

  // Nobody can apply it, so that nothing comes of it.
  private boolean isMissing(Resource object) {
    MissingKind missing = MissingKind.of(object);
    if (missing != null) {
      problems.add(
          Problem.at(
              object,
              missing.path(),
              object.describe()
                  + ": "
                  + missing.sentence().message()
                  + "; "
                  + missing.sentence().remedy()));
    }
    return missing != null;
  }

  private boolean joins(Resource object) {
    boolean makesPods = isCarrier(object) && !object.groupKind().equals(GroupKind.POD);
    // Nothing builds on what only makes pods, nor on what the API server does not take.
    MalformedResourceException wrong = makesPods ? null : InputWorlds.problem(object);
    if (wrong == null) {
      wrong = world.addOrMark(object);
    }
    if (wrong != null) {
      tell(object, wrong);
    }
    return wrong == null;
  }

  private void tell(Resource object, MalformedResourceException wrong) {
    Problem problem = WorldOptions.problem(object, wrong);
    if (isPredicted(object)) {
      problems.add(problem);
    } else {
      notes.add(
          Problems.place(problem)
              + problem.message()
              + ": the API server refuses it, and nothing can build on it");
    }
  }

  private static boolean isPredicted(Resource object) {
    return object.groupKind().equals(GroupKind.PERSISTENT_VOLUME_CLAIM)
        || object.groupKind().equals(GroupKind.SERVICE)
        || isCarrier(object);
  }

  private static boolean isCarrier(Resource object) {
    return object.carriers().kinds().contains(object.groupKind());
  }
}
