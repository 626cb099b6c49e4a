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
import dev.haetae.simulator.prediction.Prediction;
import dev.haetae.simulator.scheduling.NodeCandidate;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodPrediction;
import dev.haetae.simulator.scheduling.PodPrediction.Outcome;
import dev.haetae.simulator.scheduling.preemption.Preemption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The look at pods that are on no node: what keeps one of them, and what would let it run. */
final class PendingLook {
  /** The steps for all pods. */
  static final long STEPS = Budget.REVIEW;

  // So that one pod of a thousand terms costs no other its look.
  private static final long STEPS_OF_ONE = Budget.REVIEW / 8;
  private static final int MOST_NODES = 50;
  private static final int MOST_NAMES = 3;

  private final ReadableWorld world;
  private final OverviewSettings settings;
  private final PendingClaims claims;
  private final int unreadableNodes;
  // Pods of many controllers may ask for the same.
  private final Map<PendingSurvey.Asked, Found> known = new HashMap<>();
  private long left = STEPS;
  private int looked;

  PendingLook(ReadableWorld world, Census census, OverviewSettings settings, ClaimSurvey claims) {
    this.world = world;
    this.settings = settings;
    this.claims = new PendingClaims(settings, claims);
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
    Found found = known.computeIfAbsent(group.asked(), _ -> found(group.written()));
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
    PodPrediction fit = NodeFit.predict(demand, metered);
    Found ofClaims = demand.claims().isEmpty() ? null : ofClaims(fit, written, metered);
    return ofClaims == null ? ofNodes(fit, metered) : ofClaims;
  }

  // Null where its claims are not what keeps it.
  private @Nullable Found ofClaims(PodPrediction fit, Resource written, Inventory metered) {
    if (fit.outcome() == Outcome.WAITS_FOR_RESOURCE_CLAIM
        || (fit.outcome() == Outcome.UNSCHEDULABLE && !fit.isOfWholeCluster())
        || !fit.unseen().isEmpty()) {
      return null;
    }
    List<String> problems = new ArrayList<>(0);
    Prediction told = claims.tell(written, metered, problems);
    if (told == null) {
      return Found.of(
          Cause.UNKNOWN, problems.isEmpty() ? ClaimSurvey.NOT_LOOKED_AT : problems.getFirst());
    }
    return told.outcome().isGood()
        ? null
        : found(Cause.CLAIM, fit, told.message(), claims.change(fit.pod(), told, metered));
  }

  private Found ofNodes(PodPrediction fit, Inventory metered) {
    if (!fit.unseen().isEmpty()) {
      return found(Cause.UNKNOWN, fit, fit.message() + "; not known: " + fit.unseen(), "");
    }
    return switch (fit.outcome()) {
      case SCHEDULABLE -> found(Cause.NOTHING, fit, fit.message(), "");
      case WAITS_FOR_PROVISIONING -> found(Cause.VOLUME, fit, fit.message(), "");
      case WAITS_FOR_RESOURCE_CLAIM ->
          found(Cause.RESOURCE_CLAIM, fit, fit.message(), "make it first");
      case UNSCHEDULABLE ->
          fit.preemption().helps()
              ? found(Cause.NOTHING, fit, driven(fit.preemption()), "")
              : found(
                  Cause.NO_NODE,
                  fit,
                  fit.message(),
                  PendingChange.find(fit.pod(), metered, settings));
    };
  }

  private static String driven(Preemption preemption) {
    List<String> victims =
        preemption.victims().stream()
            .map(victim -> victim.namespace() + '/' + victim.name())
            .toList();
    return Sentence.of("runs on %q once it has driven away %s", preemption.node(), victims)
        .message();
  }

  private Found found(Cause cause, PodPrediction fit, String message, String change) {
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
        notModelled(fit));
  }

  private List<String> notModelled(PodPrediction fit) {
    PodDemand pod = fit.pod().withUnmodelled(fit.unmodelled());
    boolean refused = fit.outcome().isRefusal();
    List<String> all =
        new ArrayList<>(
            (refused ? pod.withPreemption(fit.preemption().nodes()) : pod).unmodelledFor(!refused));
    if (unreadableNodes > 0) {
      all.add(
          unreadableNodes + (unreadableNodes == 1 ? " node" : " nodes") + " that cannot be read");
    }
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
