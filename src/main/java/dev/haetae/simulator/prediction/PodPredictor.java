package dev.haetae.simulator.prediction;

import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.Toleration;
import dev.haetae.resource.VolumeView;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.prediction.Prediction.Candidate;
import dev.haetae.simulator.prediction.Prediction.Identity;
import dev.haetae.simulator.prediction.Prediction.Subject;
import dev.haetae.simulator.scheduling.NodeCandidate;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodDemand.ClaimUse;
import dev.haetae.simulator.scheduling.PodPrediction;
import dev.haetae.simulator.scheduling.PodPrediction.Outcome;
import dev.haetae.simulator.scheduling.Replicas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Forecasts of pods and of the claims that are made with them, carrier by carrier. */
final class PodPredictor {
  // As many ordinals as anybody has; what is written beyond is foreseen no further.
  private static final int MOST_ORDINALS = 1000;
  // AddOrUpdateDaemonPodTolerations of pkg/controller/daemon/util.
  private static final List<Toleration> OF_DAEMONS =
      List.of(
          new Toleration("node.kubernetes.io/disk-pressure", "Exists", "", "NoSchedule"),
          new Toleration("node.kubernetes.io/memory-pressure", "Exists", "", "NoSchedule"),
          new Toleration("node.kubernetes.io/pid-pressure", "Exists", "", "NoSchedule"),
          new Toleration("node.kubernetes.io/unschedulable", "Exists", "", "NoSchedule"));

  private final PredictedWorld world;
  private final ClaimPredictor claims;
  private final Spelling spelling;

  private record Said(Identity object, String outcome) {}

  PodPredictor(PredictedWorld world, ClaimPredictor claims, Spelling spelling) {
    this.world = world;
    this.claims = claims;
    this.spelling = spelling;
  }

  /** Foresees every pod of a carrier, the claims made with them first. */
  List<Prediction> foresee(Resource carrier) {
    List<Prediction> forecasts = new ArrayList<>();
    for (PodView pod : carrier.pods()) {
      if (pod.isPod() && PlacedPod.of(carrier).finished()) {
        continue;
      }
      if (pod.isPod() && !pod.nodeName().isEmpty()) {
        forecasts.add(placed(pod));
      } else if (carrier.groupKind().equals(GroupKind.DAEMON_SET)) {
        forecasts.addAll(ephemeralClaims(pod, ""));
        forecasts.add(daemons(pod));
      } else {
        forecasts.addAll(pods(pod));
      }
    }
    return forecasts;
  }

  private Prediction placed(PodView pod) {
    String node = pod.nodeName();
    boolean there = world.node(node) != null || !world.isClosed();
    return forecast(
        pod,
        there ? Outcome.SCHEDULABLE : Outcome.UNSCHEDULABLE,
        there
            ? "is put on " + Text.quote(node) + ", past the scheduler"
            : "names node " + Text.quote(node) + ", which does not exist",
        there
            ? ""
            : spelling.question(node, world.nodes().stream().map(one -> one.name()).toList()),
        "",
        there ? List.of(node) : List.of(),
        List.of());
  }

  private List<Prediction> pods(PodView pod) {
    int replicas = Replicas.of(pod);
    PodDemand demand = PodDemand.of(pod);
    PodRun run = new PodRun(world);
    List<Prediction> forecasts = new ArrayList<>();
    Set<Said> said = new HashSet<>();
    int pods = Math.max(1, replicas);
    if (pod.carrier().groupKind().equals(GroupKind.STATEFUL_SET)) {
      ordinals(pod, demand, Math.min(pods, MOST_ORDINALS), run, forecasts);
    } else if (hasOwnClaims(pod) && !pod.isPod()) {
      for (int i = 0; i < Math.min(pods, MOST_ORDINALS); i++) {
        List<Prediction> made = ephemeralClaims(pod, "-" + i);
        addIfNew(made, said, forecasts);
        if (!run.placeOne(demand.withClaims(demand.name() + '-' + i, uses(pod, "-" + i)))) {
          break;
        }
      }
    } else {
      forecasts.addAll(ephemeralClaims(pod, ""));
      run.place(demand, pods);
    }
    forecasts.add(forecast(pod, replicas, run));
    return forecasts;
  }

  // Of replicas that are all alike one claim stands for all with the same outcome.
  private static void addIfNew(List<Prediction> made, Set<Said> said, List<Prediction> forecasts) {
    for (Prediction one : made) {
      if (said.add(new Said(one.object(), one.outcome()))) {
        forecasts.add(one);
      }
    }
  }

  private void ordinals(
      PodView pod, PodDemand demand, int pods, PodRun run, List<Prediction> forecasts) {
    Resource carrier = pod.carrier();
    ObjectView spec = carrier.view().object("spec");
    // The API server refuses what is below, and what is beyond has no pod with a name.
    long start = Math.clamp(spec.object("ordinals").integer("start", 0), 0, Integer.MAX_VALUE);
    List<List<ClaimUse>> uses = new ArrayList<>();
    for (long ordinal = start; ordinal < start + pods; ordinal++) {
      List<ClaimUse> made = new ArrayList<>(uses(pod, "-" + ordinal));
      forecasts.addAll(ephemeralClaims(pod, "-" + ordinal));
      for (ObjectView template : spec.objects("volumeClaimTemplates")) {
        String volume = template.object("metadata").text("name");
        String name = volume + '-' + carrier.name() + '-' + ordinal;
        PersistentVolumeClaim found = world.claim(carrier.namespace(), name);
        PersistentVolumeClaim claim =
            found == null
                ? PersistentVolumeClaim.ofTemplate(template, carrier.namespace(), name)
                : found;
        forecasts.add(
            claims.foresee(
                claim,
                Identity.claim(carrier.namespace(), name),
                template.path("spec").toString()));
        made.add(new ClaimUse(name, volume, claim));
      }
      uses.add(made);
    }
    boolean ordered = !spec.text("podManagementPolicy").equals("Parallel");
    for (int i = 0; i < uses.size(); i++) {
      String name = demand.name() + '-' + (start + i);
      // Each waits for the one before it to be ready.
      if (!run.placeOne(demand.withClaims(name, uses.get(i))) && ordered) {
        return;
      }
    }
  }

  private static boolean hasOwnClaims(PodView pod) {
    for (VolumeView volume : pod.volumes()) {
      if (volume.has("ephemeral")) {
        return true;
      }
    }
    return false;
  }

  // The claims of generic ephemeral volumes, of a pod that is the carrier's with this suffix.
  private static List<ClaimUse> uses(PodView pod, String suffix) {
    List<ClaimUse> uses = new ArrayList<>();
    for (VolumeView volume : pod.volumes()) {
      if (volume.has("ephemeral")) {
        String name = pod.carrier().name() + suffix + '-' + volume.name();
        uses.add(new ClaimUse(name, volume.name(), made(pod, volume, name)));
      }
    }
    return uses;
  }

  private static PersistentVolumeClaim made(PodView pod, VolumeView volume, String name) {
    return PersistentVolumeClaim.ofTemplate(
        volume.source("ephemeral").object("volumeClaimTemplate"), pod.carrier().namespace(), name);
  }

  private List<Prediction> ephemeralClaims(PodView pod, String suffix) {
    boolean named = pod.isPod() || pod.carrier().groupKind().equals(GroupKind.STATEFUL_SET);
    List<Prediction> forecasts = new ArrayList<>();
    for (VolumeView volume : pod.volumes()) {
      if (volume.has("ephemeral")) {
        String base = pod.isPod() ? pod.carrier().displayName() : pod.carrier().name();
        String shown = base + (named ? suffix : "-*") + '-' + volume.name();
        String name = pod.carrier().name() + suffix + '-' + volume.name();
        forecasts.add(
            claims.foresee(
                made(pod, volume, name),
                Identity.claim(pod.carrier().namespace(), shown),
                volume.source("ephemeral").object("volumeClaimTemplate").path("spec").toString()));
      }
    }
    return forecasts;
  }

  private Prediction daemons(PodView pod) {
    PodDemand demand = PodDemand.of(pod).withTolerations(OF_DAEMONS);
    PodPrediction prediction = NodeFit.predict(demand, world);
    List<NodeCandidate> nodes = prediction.candidates();
    String pending = "";
    int wanted = 0;
    int running = 0;
    for (int i = 0; i < nodes.size(); i++) {
      NodeCandidate node = nodes.get(i);
      if (node.fits()) {
        world.place(demand, i, 1);
        running++;
        wanted++;
      } else if (node.isMeant()) {
        wanted++;
        pending = pending.isEmpty() ? node.name() + " has " + node.reason() : pending;
      }
    }
    String message =
        wanted == running
            ? "runs on " + running + " of " + counted(nodes.size(), "node")
            : stay(wanted - running, wanted) + ": " + pending;
    return forecast(
        pod,
        prediction.outcome() == Outcome.SCHEDULABLE && wanted > running
            ? Outcome.UNSCHEDULABLE
            : prediction.outcome(),
        prediction.outcome() == Outcome.UNSCHEDULABLE ? prediction.message() : message,
        wanted > running ? change(prediction) : "",
        prediction.unseen(),
        prediction.nodes(),
        candidates(prediction));
  }

  private Prediction forecast(PodView pod, int replicas, PodRun run) {
    PodPrediction first = run.first();
    PodPrediction refused = run.refused();
    int pods = Math.max(1, replicas);
    boolean all = refused == null;
    Outcome outcome = all ? first.outcome() : Outcome.UNSCHEDULABLE;
    String said = refused == null ? first.message() : refused.message();
    return forecast(
        pod,
        outcome,
        replicas == 0 ? "has no replicas now; a pod of it " + said : message(pods, run, said),
        refused == null ? "" : change(refused, run.running(), pods),
        refused == null ? first.unseen() : refused.unseen(),
        first.nodes(),
        candidates(first, run));
  }

  private static String message(int pods, PodRun run, String said) {
    if (pods == 1) {
      return said;
    }
    if (run.refused() == null) {
      return run.first().outcome() == Outcome.SCHEDULABLE
          ? "all " + pods + " pods can run at once, a pod " + said
          : "each of the " + pods + " pods " + said;
    }
    return stay(pods - run.running(), pods) + ": " + said;
  }

  private static String stay(int pending, int pods) {
    return pending + " of " + pods + (pending == 1 ? " stays" : " stay") + " Pending";
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private String change(PodPrediction refused, int running, int pods) {
    if (running > 0 && refused.failure().isEmpty()) {
      return "write " + running + " instead of " + pods + " replicas, or make room for more";
    }
    return change(refused);
  }

  private String change(PodPrediction refused) {
    for (ClaimUse use : refused.pod().claims()) {
      if (use.made() == null && world.claim(refused.pod().namespace(), use.name()) == null) {
        List<String> names = new ArrayList<>();
        world.claims(refused.pod().namespace()).forEach(claim -> names.add(claim.name()));
        String question = spelling.question(use.name(), names);
        return question.isEmpty() ? "make claim " + Text.quote(use.name()) + " first" : question;
      }
    }
    if (!refused.failure().isEmpty()) {
      for (ClaimPrediction claim : refused.claims()) {
        if (claim.outcome() == ClaimPrediction.Outcome.PENDING) {
          return "claim " + Text.quote(claim.claim().name()) + ' ' + claim.message();
        }
      }
      return "";
    }
    Candidate nearest = null;
    for (Candidate node : candidates(refused)) {
      nearest = nearest == null || node.distance() < nearest.distance() ? node : nearest;
    }
    return nearest == null ? "" : "nearest: " + nearest.name() + ' ' + nearest.message();
  }

  private List<Candidate> candidates(PodPrediction prediction) {
    List<Candidate> candidates = new ArrayList<>();
    for (NodeCandidate node : prediction.candidates()) {
      candidates.add(
          new Candidate(node.name(), node.fits(), node.reason(), node.message(), node.distance()));
    }
    return candidates;
  }

  // Of several pods also how many a node takes, and what stops it from taking another.
  private List<Candidate> candidates(PodPrediction first, PodRun run) {
    PodPrediction refused = run.refused();
    if (refused == null || run.running() == 0) {
      return candidates(first);
    }
    Map<String, NodeCandidate> last = new HashMap<>();
    refused.candidates().forEach(node -> last.put(node.name(), node));
    List<Candidate> candidates = new ArrayList<>();
    for (Candidate node : candidates(first)) {
      NodeCandidate then = last.get(node.name());
      int pods = run.on(node.name());
      candidates.add(
          node.fits() && then != null
              ? new Candidate(
                  node.name(),
                  true,
                  "",
                  "takes " + counted(pods, "pod") + ", then: " + then.reason(),
                  0)
              : node);
    }
    return candidates;
  }

  private static Prediction forecast(
      PodView pod,
      Outcome outcome,
      String message,
      String change,
      String unseen,
      List<String> nodes,
      List<Candidate> candidates) {
    List<String> unmodelled = PodDemand.of(pod).unmodelled();
    boolean good = outcome != Outcome.UNSCHEDULABLE;
    return new Prediction(
        Identity.of(pod.carrier()),
        pod.spec().path().toString(),
        Subject.POD,
        outcome.word(),
        good,
        good && !unmodelled.isEmpty()
            ? message + "; not looked at: " + String.join(", ", unmodelled)
            : message,
        change,
        unseen,
        "",
        nodes,
        List.of(),
        candidates);
  }
}
