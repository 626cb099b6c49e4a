package dev.haetae.simulator.prediction;

import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.VolumeBinding;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SortedSet;

/**
 * The claims of an input that wait for their first consumer, and what becomes of them in the end,
 * once the pods of the input that mount them have their nodes.
 */
final class FirstConsumers {
  private final PredictedWorld world;
  private final IdentityHashMap<Prediction, PersistentVolumeClaim> waiting =
      new IdentityHashMap<>();

  FirstConsumers(PredictedWorld world) {
    this.world = world;
  }

  /** Notes that a claim is predicted to wait. */
  void add(Prediction prediction, PersistentVolumeClaim claim) {
    waiting.put(prediction, claim);
  }

  /** The predictions with the last state of each claim in place of that it waits. */
  List<Prediction> settle(List<Prediction> predictions) {
    return predictions.stream().map(this::settled).toList();
  }

  private Prediction settled(Prediction prediction) {
    PersistentVolumeClaim claim = waiting.get(prediction);
    String node = claim == null ? null : world.firstNode(claim);
    if (claim == null || node == null) {
      return prediction;
    }
    ClaimPrediction then = VolumeBinding.predict(claim.withSelectedNode(node), world);
    PersistentVolume volume = then.volume();
    String unseen = node.equals(PredictedWorld.UNSEEN_NODE) ? "other Nodes" : "";
    return switch (then.outcome()) {
      case BOUND ->
          with(prediction, then, unseen, bound(claim, volume == null ? "" : volume.name()));
      case PROVISIONING -> with(prediction, then, unseen, then.explanation());
      case PENDING, WAITS_FOR_CONSUMER, LOST -> prediction;
    };
  }

  // The scheduler takes any of the nodes, and with it the volume.
  private String bound(PersistentVolumeClaim claim, String volume) {
    SortedSet<String> volumes = world.choices(claim);
    volumes.add(volume);
    return "binds to "
        + String.join(" or ", volumes.stream().map(Text::quote).toList())
        + " with its first consumer, which is in the input";
  }

  private static Prediction with(
      Prediction before, ClaimPrediction then, String unseen, String explanation) {
    return new Prediction(
        before.object(),
        before.path(),
        before.subject(),
        new Prediction.Outcome(then.outcome().word(), true, then.outcome().verb()),
        explanation,
        Prediction.Change.NONE,
        unseen.isEmpty() ? then.unseen() : unseen,
        then.volumeName(),
        List.of(),
        List.of(),
        before.candidates());
  }
}
