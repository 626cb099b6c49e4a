package dev.haetae.overview;

import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException;
import dev.haetae.inventory.Census;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.MeteredInventory;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.overview.PendingPods.Ask;
import dev.haetae.overview.PendingPods.Cause;
import dev.haetae.overview.PendingPods.Node;
import dev.haetae.overview.PendingPods.Reason;
import dev.haetae.overview.PendingPods.Row;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.schema.Suggestions;
import dev.haetae.simulator.prediction.ClusterSettings;
import dev.haetae.simulator.prediction.Prediction;
import dev.haetae.simulator.prediction.Predictor;
import dev.haetae.simulator.scheduling.NodeCandidate;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodPrediction;
import dev.haetae.simulator.scheduling.PodPrediction.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The look at pods that are on no node: what keeps one of them, and what would let it run. */
final class PendingLook {
  /** The steps for all pods. */
  static final long STEPS = 5 * Budget.REVIEW;

  // So that one pod of a thousand terms costs no other its look.
  private static final long STEPS_OF_ONE = Budget.REVIEW / 4;
  private static final int MOST_NODES = 50;
  private static final int MOST_NAMES = 3;

  private final ReadableWorld world;
  private final OverviewSettings settings;
  private final ClaimSurvey claims;
  private final int unreadableNodes;
  private long left = STEPS;
  private int looked;

  PendingLook(ReadableWorld world, Census census, OverviewSettings settings, ClaimSurvey claims) {
    this.world = world;
    this.settings = settings;
    this.claims = claims;
    this.unreadableNodes = census.unreadable().getOrDefault(GroupKind.NODE.kind(), 0);
  }

  /** The findings about a pod. */
  private record Found(
      Cause cause,
      String message,
      List<Reason> reasons,
      Rows<Node> nodes,
      String change,
      List<String> notModelled) {
    static Found of(Cause cause, String message) {
      return new Found(cause, message, List.of(), Rows.of(List.of()), "", List.of());
    }
  }

  /** Looks at alike pods. */
  Row at(PendingSurvey.Group group) {
    PlacedPod pod = group.oldest();
    Found found = found(group.written());
    return new Row(
        group.holder(),
        pod.name(),
        pod.created(),
        asks(pod),
        found.cause,
        found.message,
        found.reasons,
        found.nodes,
        found.change,
        found.notModelled);
  }

  private List<Ask> asks(PlacedPod pod) {
    List<Ask> asks = new ArrayList<>();
    for (Map.Entry<String, Quantity> one : pod.requests().entrySet()) {
      if (one.getValue().signum() > 0) {
        asks.add(new Ask(one.getKey(), one.getValue().toString()));
      }
    }
    asks.sort(
        Comparator.comparing((Ask ask) -> !settings.gpus().include(ask.resource()))
            .thenComparing(Ask::resource));
    return asks;
  }

  private Found found(@Nullable Resource written) {
    if (written == null) {
      return Found.of(Cause.UNKNOWN, "what it asks for is not known");
    }
    if (left <= 0 || looked++ >= Rows.MOST) {
      return Found.of(Cause.UNKNOWN, ClaimSurvey.NOT_LOOKED_AT);
    }
    Budget budget =
        Budget.of(Math.min(left, STEPS_OF_ONE), BudgetExceededException.Cause.STEPS, () -> null);
    try {
      return look(written, new MeteredInventory(world, budget));
    } catch (BudgetExceededException e) {
      return Found.of(Cause.UNKNOWN, ClaimSurvey.NOT_LOOKED_AT);
    } catch (UnreadableObjectException e) {
      return Found.of(Cause.UNKNOWN, e.sentence());
    } catch (MalformedResourceException e) {
      return Found.of(Cause.UNKNOWN, e.sentence());
    } finally {
      left -= budget.spent();
    }
  }

  private Found look(Resource written, Inventory metered) {
    PodView pod = written.pods().getFirst();
    List<ObjectView> gates = pod.spec().objects("schedulingGates");
    if (!gates.isEmpty()) {
      List<String> names = gates.stream().map(gate -> gate.text("name")).toList();
      return Found.of(
          Cause.GATE,
          Sentence.of("waits until whoever set its scheduling gates lifts them: %s", names)
              .message());
    }
    PodDemand demand = PodDemand.of(pod);
    if (demand.isOfAnotherScheduler()) {
      return Found.of(
          Cause.OTHER_SCHEDULER,
          Sentence.of(
                  "another scheduler than Kubernetes' own finds its node: %q",
                  pod.spec().text("schedulerName", "default-scheduler"))
              .message());
    }
    List<String> problems = new ArrayList<>(0);
    Prediction told = tell(written, metered, problems);
    if (told == null) {
      return Found.of(
          Cause.UNKNOWN, problems.isEmpty() ? ClaimSurvey.NOT_LOOKED_AT : problems.getFirst());
    }
    return found(NodeFit.predict(demand, metered), told, metered);
  }

  // As `haetae predict` tells it: of a pod that is the last, behind the claims made with it.
  private @Nullable Prediction tell(Resource pod, Inventory metered, List<String> problems) {
    List<Prediction> told =
        new Predictor(
                metered,
                metered,
                (name, known) -> Suggestions.nearest(name, known).orElse(null),
                ClusterSettings.DEFAULT.withNfs(settings::makesNfs))
            .predict(
                List.of(pod),
                (_, why) -> problems.add(why.sentence()),
                (_, why) -> problems.add(why.sentence()));
    return told.isEmpty() ? null : told.getLast();
  }

  private Found found(PodPrediction fit, Prediction told, Inventory metered) {
    String outcome = told.outcome().word();
    if (outcome.equals(Outcome.WAITS_FOR_RESOURCE_CLAIM.word())) {
      return found(Cause.RESOURCE_CLAIM, fit, told, told.message(), told.change().text());
    }
    if (outcome.equals(Outcome.WAITS_FOR_PROVISIONING.word())) {
      return found(Cause.VOLUME, fit, told, told.message(), "");
    }
    if (told.outcome().isGood()) {
      return found(Cause.NOTHING, fit, told, told.message(), "");
    }
    if (!told.unseen().isEmpty()) {
      return found(Cause.UNKNOWN, fit, told, told.message() + "; not known: " + told.unseen(), "");
    }
    boolean ofClaims =
        !fit.outcome().isRefusal() || (fit.isOfWholeCluster() && !fit.pod().claims().isEmpty());
    return ofClaims
        ? found(Cause.CLAIM, fit, told, told.message(), changeOfClaims(fit, told, metered))
        : found(
            Cause.NO_NODE,
            fit,
            told,
            told.message(),
            PendingChange.find(fit.pod(), metered, settings));
  }

  // Of several claims no one change helps, nor of one where no node takes the pod without it.
  private String changeOfClaims(PodPrediction fit, Prediction told, Inventory metered) {
    PodDemand pod = fit.pod();
    if (NodeFit.predict(pod.withoutClaims(), metered).outcome().isRefusal()) {
      return "";
    }
    SortedSet<String> stuck = new TreeSet<>();
    for (PodDemand.ClaimUse use : pod.claims()) {
      boolean missing = use.made() == null && metered.claim(pod.namespace(), use.name()) == null;
      if (missing || claims.isStuck(pod.namespace(), use.name())) {
        stuck.add(use.name());
      }
    }
    if (stuck.size() != 1) {
      return "";
    }
    String claim = stuck.getFirst();
    if (!claims.isStuck(pod.namespace(), claim)) {
      return told.change().text();
    }
    String change = claims.change(pod.namespace(), claim);
    return change.isEmpty()
        ? ""
        : Sentence.of("in claim %q: ", claim).then("%s", Sentence.said(change)).message();
  }

  private Found found(
      Cause cause, PodPrediction fit, Prediction told, String message, String change) {
    List<Node> nodes = new ArrayList<>();
    int total = fit.isOfWholeCluster() ? 0 : fit.totalNodes();
    int[] distances = IntStream.range(0, total).map(fit::distance).toArray();
    List<Integer> nearest =
        IntStream.range(0, total)
            .boxed()
            .sorted(Comparator.comparingInt(index -> distances[index]))
            .toList();
    for (int index : nearest.subList(0, Math.min(total, MOST_NODES))) {
      NodeCandidate node = fit.candidate(index);
      nodes.add(new Node(node.name(), node.reasons(), node.message()));
    }
    return new Found(
        cause,
        message,
        reasons(fit, nodes),
        new Rows<>(nodes, total - nodes.size()),
        change,
        notModelled(told));
  }

  private List<String> notModelled(Prediction told) {
    if (unreadableNodes == 0) {
      return told.notModelled();
    }
    List<String> all = new ArrayList<>(told.notModelled());
    all.add(unreadableNodes + (unreadableNodes == 1 ? " node" : " nodes") + " that cannot be read");
    return all;
  }

  private static List<Reason> reasons(PodPrediction fit, List<Node> nearest) {
    Map<String, List<String>> names = new HashMap<>();
    for (Node node : nearest) {
      for (String reason : node.reasons()) {
        List<String> known = names.computeIfAbsent(reason, _ -> new ArrayList<>());
        if (known.size() < MOST_NAMES) {
          known.add(node.name());
        }
      }
    }
    List<Reason> reasons = new ArrayList<>();
    fit.reasons()
        .forEach((words, count) ->
            reasons.add(new Reason(words, count, names.getOrDefault(words, List.of()))));
    reasons.sort(Comparator.comparingInt((Reason reason) -> -reason.nodes()));
    return reasons;
  }
}
