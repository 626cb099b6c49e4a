package dev.haetae.simulator.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Node;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Origin;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.simulator.TruthRows;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodPrediction;
import dev.haetae.simulator.scheduling.PodPrediction.Outcome;
import dev.haetae.simulator.scheduling.Replicas;
import dev.haetae.simulator.scheduling.devices.Device;
import dev.haetae.simulator.scheduling.preemption.Victims;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Affinity between pods, topology spread, preemption and devices agree with what a real scheduler
 * did, row by row; {@code -Dtruth.dir=…} judges the rows of another folder. Equally right answers
 * count as agreement.
 */
final class SchedulingTruthTest {
  private static final GroupKind CLAIM = new GroupKind("resource.k8s.io", "ResourceClaim");

  @ParameterizedTest
  @ValueSource(strings = {"affinity", "spread", "preempt", "dra"})
  void agreesWithTheScheduler(String topic) throws IOException, UnreadableException {
    List<String> disagreements = new ArrayList<>();
    List<ObjectView> rows = TruthRows.of(topic);
    for (ObjectView row : rows) {
      String disagreement = disagreement(row);
      if (!disagreement.isEmpty()) {
        disagreements.add(
            row.text("id") + ": truth " + row.object("truth").value() + "\n  " + disagreement);
      }
    }
    int agreed = rows.size() - disagreements.size();
    System.out.println(topic + ": agree " + agreed + "/" + rows.size());
    assertThat(rows).isNotEmpty();
    assertThat(disagreements).isEmpty();
  }

  @Test
  void agreesOnWhatAdmissionHasWritten() throws IOException, UnreadableException {
    List<String> disagreements = new ArrayList<>();
    int rows = 0;
    for (ObjectView row : TruthRows.of("refs")) {
      ObjectView truth = row.object("truth");
      if (truth.has("schedule") && truth.has("stored")) {
        rows++;
        PodView pod = resource(truth.object("stored")).pods().getFirst();
        PodPrediction prediction = NodeFit.predict(pod, world(row));
        ObjectView schedule = truth.object("schedule");
        String disagreement = ofPod(prediction, schedule, schedule.text("message"));
        if (!disagreement.isEmpty()) {
          disagreements.add(row.text("id") + ": " + schedule.value() + "\n  " + disagreement);
        }
      }
    }
    System.out.println("refs schedule: agree " + (rows - disagreements.size()) + "/" + rows);
    assertThat(disagreements).isEmpty();
  }

  private static String disagreement(ObjectView row) {
    Inventory world = world(row);
    Resource object = resource(row.object("object"));
    PodView pod = object.pods().getFirst();
    ObjectView truth = row.object("truth");
    if (truth.has("pods")) {
      return ofCarrier(pod, world, truth);
    }
    PodPrediction prediction = NodeFit.predict(pod, world);
    if (truth.has("victims")) {
      return ofPreemption(prediction, truth);
    }
    return truth.has("claims")
        ? ofDevices(prediction, world, truth)
        : ofPod(prediction, truth, truth.text("message"));
  }

  private static Inventory world(ObjectView row) {
    InventorySnapshot.Builder world = new InventorySnapshot.Builder();
    for (ObjectView one : row.objects("inventory")) {
      world.add(resource(one));
    }
    return world.build(true);
  }

  private static Resource resource(ObjectView view) {
    return Resource.of(view.value(), Origin.NONE, "default");
  }

  private static String ofPod(PodPrediction prediction, ObjectView truth, String message) {
    boolean agree =
        truth.flag("scheduled", false)
            ? prediction.outcome() == Outcome.SCHEDULABLE
            : prediction.outcome() == Outcome.UNSCHEDULABLE
                && prediction.schedulerMessage().equals(message);
    return agree && prediction.nodes().equals(truth.texts("feasible"))
        ? ""
        : "predicted "
            + prediction.outcome()
            + ' '
            + prediction.nodes()
            + ' '
            + prediction.schedulerMessage();
  }

  private static String ofDevices(PodPrediction prediction, Inventory world, ObjectView truth) {
    if (truth.flag("waits", false)) {
      return prediction.outcome() == Outcome.WAITS_FOR_RESOURCE_CLAIM
          ? ""
          : "predicted " + prediction.outcome();
    }
    String disagreement = ofPod(prediction, truth, unnamed(truth.text("message")));
    Node node = world.node(truth.text("node"));
    if (!disagreement.isEmpty() || node == null) {
      return disagreement;
    }
    Map<String, List<String>> right = new TreeMap<>();
    for (ObjectView claim : truth.objects("claims")) {
      Resource there = world.object(CLAIM, prediction.pod().namespace(), claim.text("name"));
      if (there == null || !there.view().object("status").has("allocation")) {
        right.put(unnamed(claim.text("name")), claim.texts("devices"));
      }
    }
    Map<String, List<String>> chosen = new TreeMap<>();
    right.keySet().forEach(name -> chosen.put(name, List.of()));
    prediction
        .devices(node)
        .forEach((name, ids) -> chosen.put(name, ids.stream().map(Device.Id::name).toList()));
    return chosen.equals(right) ? "" : "predicted " + chosen;
  }

  // The last part of the name of a claim that is made from a template is random.
  private static String unnamed(String text) {
    return text.replaceAll("trial-(g\\d)-[a-z0-9]{5}", "trial-$1-xxxxx");
  }

  private static String ofPreemption(PodPrediction prediction, ObjectView truth) {
    List<String> messages = truth.texts("messages");
    if (truth.texts("victims").isEmpty()) {
      return ofPod(prediction, truth, messages.isEmpty() ? "" : messages.getFirst());
    }
    List<String> right = new ArrayList<>();
    right.add(named(truth.text("node"), truth.texts("victims")));
    for (ObjectView tie : truth.objects("ties")) {
      right.add(named(tie.text("node"), tie.texts("victims")));
    }
    List<String> chosen = new ArrayList<>();
    for (Victims victims : prediction.preemption().choices()) {
      chosen.add(
          named(victims.node(), victims.pods().stream().map(PlacedPod::name).sorted().toList()));
    }
    boolean agree =
        prediction.outcome() == Outcome.UNSCHEDULABLE
            && List.of(prediction.schedulerMessage()).equals(messages)
            && chosen.stream().anyMatch(right::contains);
    return agree ? "" : "predicted " + chosen + ' ' + prediction.schedulerMessage();
  }

  private static String named(String node, List<String> victims) {
    return node + ' ' + victims;
  }

  private static String ofCarrier(PodView pod, Inventory world, ObjectView truth) {
    ObjectView pods = truth.object("pods");
    PodRun run = new PodRun(new PredictedWorld(world, world));
    int _ = run.place(PodDemand.of(pod), Replicas.of(pod));
    List<Long> right = new ArrayList<>(List.of(pods.integer("scheduled", 0)));
    for (ObjectView tie : truth.objects("ties")) {
      right.add(tie.integer("scheduled", 0));
    }
    PodPrediction refused = run.refused();
    boolean agree =
        right.contains((long) run.running())
            && pods.integer("wanted", 0) == Replicas.of(pod)
            && (refused == null
                ? pods.texts("messages").isEmpty()
                : pods.texts("messages").contains(refused.schedulerMessage())
                    || run.running() != pods.integer("scheduled", 0));
    return agree
        ? ""
        : "predicted " + run.running() + ' ' + (refused == null ? "" : refused.schedulerMessage());
  }
}
