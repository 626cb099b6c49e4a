package dev.haetae.simulator.prediction;

import dev.haetae.resource.PodView;
import dev.haetae.resource.Toleration;
import dev.haetae.simulator.binding.DelayedClaims.Choice;
import dev.haetae.simulator.prediction.Prediction.Change;
import dev.haetae.simulator.scheduling.NodeCandidate;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodPrediction;
import dev.haetae.simulator.scheduling.PodPrediction.Outcome;
import java.util.List;

/** The predictor of a DaemonSet's pods, one for each node that they are meant for. */
final class DaemonPredictor {
  // AddOrUpdateDaemonPodTolerations of pkg/controller/daemon/util.
  private static final List<Toleration> OF_DAEMONS =
      List.of(
          new Toleration("node.kubernetes.io/disk-pressure", "Exists", "", "NoSchedule"),
          new Toleration("node.kubernetes.io/memory-pressure", "Exists", "", "NoSchedule"),
          new Toleration("node.kubernetes.io/pid-pressure", "Exists", "", "NoSchedule"),
          new Toleration("node.kubernetes.io/unschedulable", "Exists", "", "NoSchedule"));

  private final PredictedWorld world;
  private final PodExplanation explanation;

  DaemonPredictor(PredictedWorld world, PodExplanation explanation) {
    this.world = world;
    this.explanation = explanation;
  }

  /**
   * Predicts the pods and puts them on their nodes.
   *
   * @param created how many there are at most
   */
  Prediction predict(PodView pod, long created) {
    PodDemand demand = PodDemand.of(pod).withTolerations(OF_DAEMONS);
    PodPrediction prediction = NodeFit.predict(demand, world);
    List<NodeCandidate> nodes = prediction.candidates();
    String pending = "";
    int wanted = 0;
    int running = 0;
    for (int i = 0; i < nodes.size(); i++) {
      NodeCandidate node = nodes.get(i);
      wanted += node.isMeant() ? 1 : 0;
      if (node.fits() && running < created) {
        for (Choice choice : prediction.chosen(world.nodeLoads().get(i).node())) {
          world.bind(choice.volume(), choice.claim());
        }
        world.place(prediction.pod(), i, 1);
        running++;
      } else if (node.isMeant() && pending.isEmpty()) {
        pending = node.name() + " has " + node.reason();
      }
    }
    wanted = (int) Math.min(wanted, created);
    boolean all = wanted <= running;
    boolean some = prediction.outcome() != Outcome.UNSCHEDULABLE;
    String message =
        all
            ? "runs on " + running + " of " + PodExplanation.counted(nodes.size(), "node")
            : PodExplanation.stay(wanted - running, wanted) + ": " + pending;
    return PodExplanation.prediction(
        pod,
        prediction.pod(),
        prediction.outcome() == Outcome.SCHEDULABLE && !all
            ? Outcome.UNSCHEDULABLE
            : prediction.outcome(),
        some ? message : prediction.message(),
        all ? Change.NONE : explanation.change(prediction),
        prediction.unseen(),
        prediction.nodes(),
        PodExplanation.candidates(prediction));
  }
}
