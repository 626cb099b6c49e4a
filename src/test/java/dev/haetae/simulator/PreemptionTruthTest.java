package dev.haetae.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodPrediction.Outcome;
import dev.haetae.simulator.scheduling.Preemption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A real scheduler preempts where, and only where, we say that it could make room. */
class PreemptionTruthTest {
  @Test
  void whereRoomCouldBeMadeTheSchedulerMadeIt() throws IOException {
    List<String> wrong = new ArrayList<>();
    int judged = 0;
    for (TruthRow row : TruthRow.of(Set.of("preempt"))) {
      PodView pod = row.object().pods().getFirst();
      // Affinity between pods keeps pods off nodes, and is not modelled.
      if (hasAffinity(row)) {
        continue;
      }
      Inventory world = row.inventory();
      PodDemand demand = PodDemand.of(pod);
      if (NodeFit.predict(demand, world).outcome() != Outcome.UNSCHEDULABLE) {
        continue;
      }
      judged++;
      boolean room = !Preemption.nodes(pod, demand, world).isEmpty();
      if (room != row.truth().flag("scheduled", false)) {
        wrong.add(row.id() + " room " + room + ": " + row.truth().texts("messages"));
      }
    }
    assertThat(wrong).as("of %s", judged).isEmpty();
    assertThat(judged).isPositive();
  }

  private static boolean hasAffinity(TruthRow row) {
    return hasAffinity(row.object())
        || row.resources().stream().anyMatch(PreemptionTruthTest::hasAffinity);
  }

  private static boolean hasAffinity(Resource object) {
    String text = object.tree().toString();
    return text.contains("podAffinity") || text.contains("podAntiAffinity");
  }
}
