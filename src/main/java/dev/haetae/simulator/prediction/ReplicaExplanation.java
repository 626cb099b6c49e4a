package dev.haetae.simulator.prediction;

import dev.haetae.resource.PodView;
import dev.haetae.simulator.prediction.Prediction.Candidate;
import dev.haetae.simulator.prediction.Prediction.Change;
import dev.haetae.simulator.scheduling.NodeCandidate;
import dev.haetae.simulator.scheduling.PodPrediction;
import dev.haetae.simulator.scheduling.PodPrediction.Outcome;
import dev.haetae.simulator.scheduling.Replicas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The explanation of what became of a number of pods of one spec that were put on nodes.
 *
 * @param explanation what is told of one of them
 * @param replicas how many are written; where it is none, one was tried
 * @param run what became of them
 */
record ReplicaExplanation(PodExplanation explanation, int replicas, PodRun run) {

  /** The prediction of all of them. */
  Prediction prediction(PodView pod) {
    PodPrediction first = run.first();
    PodPrediction refused = run.refused();
    PodPrediction last = refused == null ? first : refused;
    return PodExplanation.prediction(
        pod,
        PodExplanation.demand(last),
        last.outcome(),
        replicas == 0 ? "has no replicas now; a pod of it " + last.message() : message(last),
        refused == null ? Change.NONE : change(refused, pod),
        last.unseen(),
        first.nodes(),
        candidates());
  }

  private int pods() {
    return Math.max(1, replicas);
  }

  private String message(PodPrediction last) {
    if (pods() == 1) {
      return last.message();
    }
    if (run.refused() != null) {
      return PodExplanation.stay(pods() - run.running(), pods()) + ": " + last.message();
    }
    return last.outcome() == Outcome.SCHEDULABLE
        ? "all " + pods() + " pods can run at once, a pod " + last.message()
        : "each of the " + pods() + " pods " + last.message();
  }

  private Change change(PodPrediction refused, PodView pod) {
    if (run.running() == 0 || !refused.failure().isEmpty()) {
      return explanation.change(refused);
    }
    Replicas.Lowering lowering = Replicas.lowering(pod, run.running());
    if (lowering.most() == 0) {
      return Change.of("make room for more");
    }
    String field = lowering.path().key();
    String written =
        lowering.only() && field.equals("replicas")
            ? run.running() + " instead of " + pods() + " replicas"
            : field + ": " + lowering.most();
    return Change.of("write " + written + ", or make room for more");
  }

  // Of several pods also how many a node takes, and what stops it from taking another.
  private List<Candidate> candidates() {
    List<Candidate> before = PodExplanation.candidates(run.first());
    PodPrediction refused = run.refused();
    if (refused == null || run.running() == 0) {
      return before;
    }
    Map<String, NodeCandidate> last = new HashMap<>();
    refused.candidates().forEach(node -> last.put(node.name(), node));
    List<Candidate> candidates = new ArrayList<>();
    for (Candidate node : before) {
      NodeCandidate then = last.get(node.name());
      candidates.add(node.fits() && then != null ? filled(node.name(), then) : node);
    }
    return candidates;
  }

  private Candidate filled(String node, NodeCandidate then) {
    String pods = PodExplanation.counted(run.on(node), "pod");
    return new Candidate(
        node, true, "", "takes " + pods + ", then: " + then.reason(), false, List.of(), 0);
  }
}
