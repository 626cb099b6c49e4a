package dev.haetae.simulator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.ServiceView;
import dev.haetae.simulator.binding.ClaimContest;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.ClaimReach;
import dev.haetae.simulator.binding.ClaimSequence;
import dev.haetae.simulator.binding.VolumeBinding;
import dev.haetae.simulator.binding.VolumeCandidate;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.NodeRoom;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodPrediction;
import dev.haetae.simulator.scheduling.Room;
import dev.haetae.simulator.service.NodePortAllocation;
import dev.haetae.simulator.service.ServicePrediction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every prediction agrees with what a real control plane did, row by row; {@code -Dtruth.dir=…}
 * judges the {@code *.jsonl} of another folder. Equally good answers count as agreement.
 */
final class TruthTest {
  @Test
  void predictionsAgreeWithTheControlPlane() throws IOException {
    Map<String, int[]> agreed = new TreeMap<>();
    List<String> disagreements = new ArrayList<>();
    for (TruthRow row : TruthRow.all()) {
      int[] counts = agreed.computeIfAbsent(row.kind(), _ -> new int[2]);
      String disagreement = disagreement(row);
      counts[1]++;
      if (disagreement.isEmpty()) {
        counts[0]++;
      } else {
        disagreements.add(row.id() + ": " + disagreement);
      }
    }
    agreed.forEach(
        (kind, counts) -> System.out.println(kind + ": agree " + counts[0] + "/" + counts[1]));
    assertThat(agreed).as("world files in " + TruthRow.folder()).isNotEmpty();
    assertThat(disagreements).isEmpty();
  }

  /** Both answers where they differ; empty where they agree. */
  private static String disagreement(TruthRow row) {
    return switch (row.object().kind()) {
      case "PersistentVolumeClaim" -> ClaimTruth.disagreement(row);
      case "Pod" -> PodTruth.disagreement(row);
      case "Service" -> ServiceTruth.disagreement(row);
      default -> "no prediction for a " + row.object().kind();
    };
  }

  /** What the persistent volume controller did with a claim. */
  private static final class ClaimTruth {
    static String disagreement(TruthRow row) {
      ClaimPrediction prediction =
          VolumeBinding.predict(PersistentVolumeClaim.of(row.object()), row.inventory());
      boolean agree =
          outcome(row).equals(prediction.outcome().word())
              && volume(row, prediction)
              && saidSo(row, prediction);
      String otherwise = agree ? inOtherWays(row, prediction) : "";
      return agree && otherwise.isEmpty()
          ? ""
          : "truth " + row.truth().value() + "\n  predicted " + prediction + otherwise;
    }

    // What rules ask: the claim in a row of claims, in a contest of claims, and what is nearest.
    private static String inOtherWays(TruthRow row, ClaimPrediction prediction) {
      PersistentVolumeClaim claim = PersistentVolumeClaim.of(row.object());
      Inventory inventory = row.inventory();
      String volume = row.truth().text("volume");
      boolean bound = prediction.outcome() == ClaimPrediction.Outcome.BOUND;
      ClaimPrediction next = new ClaimSequence(inventory).next(List.of(claim)).getFirst();
      boolean waits = prediction.outcome() == ClaimPrediction.Outcome.WAITS_FOR_CONSUMER;
      if (waits == (next.outcome() == prediction.outcome())) {
        return "\n  in a sequence " + next;
      }
      ClaimContest contest = new ClaimContest(inventory);
      contest.addNew(claim, 1);
      ClaimReach reach = ClaimReach.of(claim, () -> contest, inventory);
      if (bound && reach.volumes().stream().noneMatch(one -> one.name().equals(volume))) {
        return "\n  in a contest " + reach;
      }
      for (VolumeCandidate candidate : VolumeBinding.explain(claim, inventory)) {
        boolean taken = bound && candidate.volume().name().equals(volume);
        if (candidate.fits() != (candidate.distance() == 0) || (taken && !candidate.fits())) {
          return "\n  although " + candidate;
        }
      }
      return "";
    }

    private static String outcome(TruthRow row) {
      if (row.truth().flag("waitsForConsumer", false)) {
        return "WaitsForConsumer";
      }
      return row.truth().flag("provisioning", false) ? "Provisioning" : row.truth().text("phase");
    }

    private static boolean volume(TruthRow row, ClaimPrediction prediction) {
      String volume = row.truth().text("volume");
      return prediction.outcome() == ClaimPrediction.Outcome.BOUND
          ? prediction.possibleVolumes().contains(volume)
          : prediction.volumeName().equals(volume);
    }

    // The controller's event, where it left one, has the words of the prediction.
    private static boolean saidSo(TruthRow row, ClaimPrediction prediction) {
      String events = String.join("\n", row.truth().texts("events"));
      String words =
          switch (prediction.cause()) {
            case NO_CLASS -> "FailedBinding: no persistent volumes available for this claim";
            case NO_PROVISIONER -> "no volume plugin matched name: " + prediction.provisioner();
            case CLASS_NOT_FOUND -> "\"" + prediction.claim().storageClass() + "\" not found";
            case BINDING_MODE -> "WaitForFirstConsumer: waiting for first consumer to be created";
            case PROVISIONER -> "external provisioner '" + prediction.provisioner() + "'";
            case VOLUME_TAKEN -> "already bound to a different claim";
            case VOLUME_MISMATCH -> requireNonNull(prediction.mismatch()).reason();
            case ALREADY_BOUND,
                VOLUME_NAMED,
                VOLUME_PROMISED,
                VOLUME_MATCHES,
                VOLUME_NOT_FOUND,
                VOLUME_GONE,
                VOLUME_MISBOUND ->
                "";
          };
      return words.isEmpty() ? events.isEmpty() : events.isEmpty() || events.contains(words);
    }
  }

  /** What the scheduler did with a pod. */
  private static final class PodTruth {
    static String disagreement(TruthRow row) {
      PodPrediction prediction = NodeFit.predict(row.object().pods().getFirst(), row.inventory());
      String node = row.truth().text("node");
      boolean agree =
          row.truth().flag("scheduled", false)
              ? prediction.outcome() == PodPrediction.Outcome.SCHEDULABLE
                  && prediction.nodes().contains(node)
                  && hasRoom(row, node)
              : prediction.outcome() == PodPrediction.Outcome.UNSCHEDULABLE
                  && isSaid(prediction.message(), row.truth().text("message"))
                  && room(row).pods() == 0
                  && prediction.candidates().stream().allMatch(one -> one.distance() > 0);
      return agree
          ? ""
          : "truth "
              + row.truth().value()
              + "\n  predicted "
              + prediction.outcome()
              + ' '
              + prediction.nodes()
              + ' '
              + prediction.message();
    }

    private static Room room(TruthRow row) {
      return NodeFit.room(PodDemand.of(row.object().pods().getFirst()), row.inventory());
    }

    // On the node that the scheduler chose, and in all.
    private static boolean hasRoom(TruthRow row, String node) {
      PodDemand demand = PodDemand.of(row.object().pods().getFirst());
      return room(row).pods() > 0
          && row.inventory().nodeLoads().stream()
              .filter(load -> load.node().name().equals(node))
              .allMatch(load -> NodeRoom.of(demand, load).pods() > 0);
    }

    // What preemption adds follows the totals.
    private static boolean isSaid(String predicted, String said) {
      return said.equals(predicted) || said.startsWith(predicted + ' ');
    }
  }

  /** What the API server said to a Service. */
  private static final class ServiceTruth {
    static String disagreement(TruthRow row) {
      ServicePrediction prediction =
          NodePortAllocation.predict(
              row.object(), null, row.inventory(), NodePortAllocation.Range.DEFAULT);
      boolean accepted = prediction.outcome() == ServicePrediction.Outcome.ACCEPTED;
      boolean agree =
          row.truth().flag("accepted", false)
              ? accepted && holdsWhatItsTypeHas(row, prediction)
              : !accepted && prediction.message().equals(row.truth().text("message"));
      return agree ? "" : "truth " + row.truth().value() + "\n  predicted " + prediction;
    }

    // The view that rules and inventories ask says the same of its fields.
    private static boolean holdsWhatItsTypeHas(TruthRow row, ServicePrediction prediction) {
      ServiceView service = ServiceView.of(row.object());
      boolean healthCheck =
          prediction.ports().stream()
              .anyMatch(port -> port.path().equals("spec.healthCheckNodePort"));
      return healthCheck == service.needsHealthCheckPort()
          && (service.hasNodePorts() || prediction.ports().isEmpty())
          && (!service.isGivenNodePorts()
              || prediction.ports().size() == service.ports().size() + (healthCheck ? 1 : 0));
    }
  }
}
