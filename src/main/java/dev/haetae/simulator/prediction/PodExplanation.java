package dev.haetae.simulator.prediction;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.prediction.Prediction.Candidate;
import dev.haetae.simulator.prediction.Prediction.Change;
import dev.haetae.simulator.prediction.Prediction.Identity;
import dev.haetae.simulator.prediction.Prediction.Subject;
import dev.haetae.simulator.scheduling.KubeletAdmission;
import dev.haetae.simulator.scheduling.NodeCandidate;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodDemand.ClaimUse;
import dev.haetae.simulator.scheduling.PodPrediction;
import dev.haetae.simulator.scheduling.PodPrediction.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The explanation of a prediction of pods: node by node, and with what to change. */
final class PodExplanation {
  private final Inventory world;
  private final Spelling spelling;

  PodExplanation(Inventory world, Spelling spelling) {
    this.world = world;
    this.spelling = spelling;
  }

  /** The prediction of a spec's pods, with what was not looked at. */
  static Prediction prediction(
      PodView pod,
      PodDemand demand,
      Outcome outcome,
      String message,
      Change change,
      String unseen,
      List<String> nodes,
      List<Candidate> candidates) {
    boolean good = !outcome.isRefusal();
    List<String> unmodelled = demand.unmodelledFor(good);
    return new Prediction(
        Identity.of(pod.carrier()),
        pod.spec().path().toString(),
        Subject.POD,
        new Prediction.Outcome(outcome.word(), good),
        unmodelled.isEmpty()
            ? message
            : (message.endsWith(".") ? message.substring(0, message.length() - 1) : message)
                + "; not looked at: "
                + String.join(", ", unmodelled),
        change,
        unseen,
        "",
        nodes,
        List.of(),
        candidates);
  }

  /**
   * The prediction of pods that are put on their node past the scheduler.
   *
   * @param admission of the last of them by the kubelet there; null when it is not known
   * @param refused how many it does not admit
   * @param pods how many they are
   */
  static Prediction placed(
      PodView pod, PodDemand demand, @Nullable KubeletAdmission admission, int refused, int pods) {
    String node = pod.nodeName();
    String who = pods == 1 ? "is" : refused == 0 ? "all " + pods + " pods are" : "each pod is";
    String message = who + " put on " + Text.quote(node) + ", past the scheduler";
    if (admission == null || (admission.reasons().isEmpty() && admission.absent().isEmpty())) {
      return prediction(
          pod, demand, Outcome.SCHEDULABLE, message, Change.NONE, "", List.of(node), List.of());
    }
    boolean starts = admission.reasons().isEmpty();
    String absent =
        admission.absent().isEmpty()
            ? ""
            : "the node does not know "
                + String.join(", ", admission.absent())
                + ", which its kubelet lets pass: the pod "
                + (starts ? "starts" : "would start")
                + " without";
    String refusal = String.join(", ", admission.reasons());
    NodeCandidate candidate = admission.node();
    return prediction(
        pod,
        demand,
        starts ? Outcome.SCHEDULABLE : Outcome.UNSCHEDULABLE,
        starts
            ? message + "; " + absent
            : message
                + ", and "
                + (pods == 1 ? "" : refused + " of " + pods + " are ")
                + "refused by its kubelet ("
                + refusal
                + ')',
        starts ? Change.NONE : Change.of("take nodeName out, and let the scheduler find a node"),
        "",
        starts ? List.of(node) : List.of(),
        List.of(
            new Candidate(
                node,
                starts,
                refusal,
                starts
                    ? absent
                    : absent.isEmpty() ? candidate.message() : candidate.message() + "; " + absent,
                false,
                List.of(),
                0)));
  }

  /** Says how many of a number of pods stay Pending. */
  static String stay(int pending, int pods) {
    return pending + " of " + pods + (pending == 1 ? " stays" : " stay") + " Pending";
  }

  /** A number with its noun: {@code 1 node}, {@code 2 nodes}. */
  static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** Every node, by name. */
  static List<Candidate> candidates(PodPrediction prediction) {
    if (prediction.outcome() == Outcome.WAITS_FOR_RESOURCE_CLAIM) {
      return List.of();
    }
    boolean failed = prediction.isOfWholeCluster();
    List<Candidate> candidates = new ArrayList<>();
    for (NodeCandidate node : prediction.candidates()) {
      candidates.add(
          new Candidate(
              node.name(),
              node.fits(),
              node.reason(),
              node.message(),
              failed,
              List.of(),
              node.distance()));
    }
    return candidates;
  }

  /** The demand of a pod, with what was not looked at and what preemption could do for it. */
  static PodDemand demand(PodPrediction prediction) {
    PodDemand pod = prediction.pod().withUnmodelled(prediction.unmodelled());
    return prediction.outcome() == Outcome.UNSCHEDULABLE
        ? pod.withPreemption(prediction.preemption().nodes())
        : pod;
  }

  /** The change that would let a pod run which cannot. */
  Change change(PodPrediction refused) {
    for (ClaimUse use : refused.pod().claims()) {
      if (use.made() == null && world.claim(refused.pod().namespace(), use.name()) == null) {
        return Change.of(missing(refused.pod().namespace(), use.name()));
      }
    }
    if (refused.outcome() == Outcome.WAITS_FOR_RESOURCE_CLAIM) {
      return Change.of("make it first");
    }
    return refused.isOfWholeCluster() ? ofClaims(refused) : nearest(refused);
  }

  private String missing(String namespace, String claim) {
    List<String> names = new ArrayList<>();
    world.claims(namespace).forEach(known -> names.add(known.name()));
    String question = spelling.question(claim, names);
    return question.isEmpty() ? "make claim " + Text.quote(claim) + " first" : question;
  }

  private static Change ofClaims(PodPrediction refused) {
    for (ClaimPrediction claim : refused.claims()) {
      if (claim.outcome() == ClaimPrediction.Outcome.PENDING) {
        return Change.of("claim " + Text.quote(claim.claim().name()) + ' ' + claim.message());
      }
    }
    return Change.NONE;
  }

  private static Change nearest(PodPrediction refused) {
    Candidate nearest = null;
    for (Candidate node : candidates(refused)) {
      nearest = nearest == null || node.distance() < nearest.distance() ? node : nearest;
    }
    return nearest == null
        ? Change.NONE
        : new Change("nearest: " + nearest.name() + ' ' + nearest.message(), true);
  }
}
