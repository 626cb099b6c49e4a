package dev.haetae.simulator.prediction;

import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.binding.Ordinals;
import dev.haetae.simulator.prediction.Prediction.Change;
import dev.haetae.simulator.prediction.Prediction.Identity;
import dev.haetae.simulator.scheduling.KubeletAdmission;
import dev.haetae.simulator.scheduling.Placement;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodDemand.ClaimUse;
import dev.haetae.simulator.scheduling.PodPrediction.Outcome;
import dev.haetae.simulator.scheduling.Replicas;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The predictor of pods and of the claims that are made with them, carrier by carrier. */
final class PodPredictor {
  private final PredictedWorld world;
  private final ClaimPredictor claims;
  private final Spelling spelling;
  private final PodExplanation explanation;
  private final DaemonPredictor daemons;
  private final StuckPods stuck;

  private record Told(Identity object, String outcome) {}

  PodPredictor(PredictedWorld world, ClaimPredictor claims, Spelling spelling) {
    this.world = world;
    this.claims = claims;
    this.spelling = spelling;
    this.explanation = new PodExplanation(world, spelling);
    this.daemons = new DaemonPredictor(world, explanation);
    this.stuck = new StuckPods(world);
  }

  /** Predicts every pod of a carrier, the claims made with them first. */
  List<Prediction> predict(Resource carrier) {
    List<Prediction> predictions = new ArrayList<>();
    for (PodView pod : carrier.pods()) {
      if (pod.isPod() && PlacedPod.of(carrier).finished()) {
        continue;
      }
      boolean isDaemonSet = carrier.groupKind().equals(GroupKind.DAEMON_SET);
      Prediction never = stuck.predict(pod);
      if (never != null) {
        predictions.add(never);
      } else if (!isDaemonSet && !pod.nodeName().isEmpty()) {
        predictions.add(placed(pod));
      } else if (isDaemonSet) {
        predictions.addAll(ephemeralClaims(pod, carrier.name(), "-*"));
        predictions.add(daemons.predict(pod));
      } else {
        predictions.addAll(replicas(pod));
      }
    }
    return predictions;
  }

  private Prediction placed(PodView pod) {
    String node = pod.nodeName();
    PodDemand demand = PodDemand.of(pod).in(world);
    Node named = world.node(node);
    if (named == null && world.isClosed()) {
      List<String> names = world.nodes().stream().map(Node::name).toList();
      return PodExplanation.prediction(
          pod,
          demand,
          Outcome.UNSCHEDULABLE,
          "names node " + Text.quote(node) + ", which does not exist",
          Change.of(spelling.question(node, names)),
          "",
          List.of(),
          List.of());
    }
    return named == null || !Placement.isByHand(pod)
        ? PodExplanation.placed(pod, demand, null, 0, 1)
        : admitted(pod, demand, named);
  }

  // Until the kubelet refuses one, as it does at the latest when the node has no room for pods.
  private Prediction admitted(PodView pod, PodDemand demand, Node node) {
    int pods = Math.clamp(Replicas.of(pod), 1, Ordinals.MOST);
    KubeletAdmission admission = world.admit(pod, demand, node);
    int running = 0;
    while (admission.reasons().isEmpty() && ++running < pods) {
      admission = world.admit(pod, demand, node);
    }
    return PodExplanation.placed(pod, demand, admission, pods - running, pods);
  }

  private List<Prediction> replicas(PodView pod) {
    int replicas = Replicas.of(pod);
    int pods = Math.max(1, replicas);
    PodDemand demand = PodDemand.of(pod);
    PodRun run = new PodRun(world);
    List<Prediction> predictions = new ArrayList<>();
    if (pod.carrier().groupKind().equals(GroupKind.STATEFUL_SET)) {
      ordinals(pod, demand, Math.min(pods, Ordinals.MOST), run, predictions);
    } else if (!pod.isPod() && !ClaimTemplate.ofVolumes(pod).isEmpty()) {
      withOwnClaims(pod, demand, Math.min(pods, Ordinals.MOST), run, predictions);
    } else {
      predictions.addAll(ephemeralClaims(pod, pod.carrier().name(), pod.isPod() ? "" : "-*"));
      run.place(demand, pods);
    }
    predictions.add(new ReplicaExplanation(explanation, replicas, run).prediction(pod));
    return predictions;
  }

  // Of replicas that are all alike one claim stands for all with the same outcome.
  private void withOwnClaims(
      PodView pod, PodDemand demand, int pods, PodRun run, List<Prediction> predictions) {
    Set<Told> told = new HashSet<>();
    for (int i = 0; i < pods; i++) {
      String name = demand.name() + '-' + i;
      for (Prediction one : ephemeralClaims(pod, name, "-*")) {
        if (told.add(new Told(one.object(), one.outcome().word()))) {
          predictions.add(one);
        }
      }
      if (!run.placeOne(demand.withClaims(name, ClaimUse.ofVolumes(pod, name)))) {
        return;
      }
    }
  }

  private void ordinals(
      PodView pod, PodDemand demand, int pods, PodRun run, List<Prediction> predictions) {
    Ordinals ordinals = Ordinals.of(pod.carrier());
    List<PodDemand> demands = new ArrayList<>();
    for (int i = 0; i < pods; i++) {
      String name = ordinals.podName(i);
      List<ClaimUse> made = new ArrayList<>(ClaimUse.ofVolumes(pod, name));
      predictions.addAll(ephemeralClaims(pod, name, name.substring(demand.name().length())));
      for (ClaimTemplate template : ClaimTemplate.ofSet(pod.carrier())) {
        PersistentVolumeClaim claim = ordinals.claim(template, i, world);
        predictions.add(predict(claim, claim.name(), template));
        made.add(new ClaimUse(claim.name(), template.volume(), claim));
      }
      demands.add(demand.withClaims(name, made));
    }
    boolean ordered =
        !pod.carrier().view().object("spec").text("podManagementPolicy").equals("Parallel");
    for (PodDemand one : demands) {
      // Each waits for the one before it to be ready.
      if (!run.placeOne(one) && ordered) {
        return;
      }
    }
  }

  /**
   * Predicts the claims of a pod's generic ephemeral volumes.
   *
   * @param name the pod's name, as far as it is known
   * @param suffix what stands behind the carrier's name in the name that is told
   */
  private List<Prediction> ephemeralClaims(PodView pod, String name, String suffix) {
    List<Prediction> predictions = new ArrayList<>();
    String told = (pod.isPod() ? pod.carrier().displayName() : pod.carrier().name()) + suffix;
    for (ClaimTemplate template : ClaimTemplate.ofVolumes(pod)) {
      PersistentVolumeClaim claim =
          template.claim(pod.carrier().namespace(), template.claimName(name));
      predictions.add(predict(claim, template.claimName(told), template));
    }
    return predictions;
  }

  private Prediction predict(PersistentVolumeClaim claim, String told, ClaimTemplate template) {
    return claims.predict(
        claim, Identity.claim(claim.namespace(), told), template.view().path("spec").toString());
  }
}
