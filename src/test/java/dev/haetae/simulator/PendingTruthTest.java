package dev.haetae.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.overview.Overview;
import dev.haetae.overview.OverviewSettings;
import dev.haetae.overview.PendingPods.Cause;
import dev.haetae.overview.PendingPods.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told of a pod without a node is what a real scheduler made of it. */
final class PendingTruthTest {
  private static final Set<String> PODS = Set.of("pod", "richpod", "sharppod");

  @Test
  void podsWaitForWhatTheSchedulerSays() throws IOException {
    List<String> wrong = new ArrayList<>();
    Map<Cause, Integer> causes = new EnumMap<>(Cause.class);
    int changes = 0;
    List<TruthRow> rows = TruthRow.of(PODS);
    for (TruthRow row : rows) {
      Row told = told(row);
      causes.merge(told.cause(), 1, Integer::sum);
      changes += told.change().isEmpty() ? 0 : 1;
      String said = row.truth().text("message");
      boolean agree =
          row.truth().flag("scheduled", false)
              ? !told.cause().isStuck()
              : told.cause().isStuck()
                  && (said.equals(told.message()) || said.startsWith(told.message() + ' '));
      if (!agree) {
        wrong.add(row.id() + ": truth " + row.truth().value() + ", told " + told);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows.size()).isGreaterThan(400);
    assertThat(causes.getOrDefault(Cause.NO_NODE, 0)).isGreaterThan(100);
    assertThat(causes.getOrDefault(Cause.NOTHING, 0)).isGreaterThan(100);
    assertThat(causes.getOrDefault(Cause.CLAIM, 0)).isPositive();
    assertThat(changes).isGreaterThan(50);
  }

  private static Row told(TruthRow row) {
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    row.resources().forEach(builder::add);
    builder.add(row.object());
    InventorySnapshot world = builder.build(true);
    return Overview.of(world, world.census(), OverviewSettings.of(List.of()))
        .pending()
        .rows()
        .shown()
        .stream()
        .filter(one -> one.pod().equals(row.object().name()))
        .findFirst()
        .orElseThrow(AssertionError::new);
  }
}
