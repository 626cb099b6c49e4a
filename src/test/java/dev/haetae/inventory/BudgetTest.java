package dev.haetae.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.inventory.BudgetExceededException.Cause;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.text.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BudgetTest {
  private static Cause exceeded(Budget budget, long steps) {
    try {
      budget.spend(steps);
    } catch (BudgetExceededException e) {
      return e.why();
    }
    throw new AssertionError("within the budget");
  }

  @Test
  void lastsForItsStepsAndNoLonger() {
    Budget budget = Budget.of(10_000, Cause.STEPS, () -> null);

    budget.spend(9_000);
    budget.spend(1_000);

    assertThat(exceeded(budget, 1)).isEqualTo(Cause.STEPS);
    assertThat(exceeded(budget, 1)).as("from then on").isEqualTo(Cause.STEPS);
  }

  @Test
  void isNotGivenBackBySumsBeyondALong() {
    Budget budget = Budget.of(10, Cause.TOO_LARGE_HERE, () -> null);

    assertThat(exceeded(budget, Long.MAX_VALUE)).isEqualTo(Cause.TOO_LARGE_HERE);
    assertThat(exceeded(budget, Long.MAX_VALUE)).isEqualTo(Cause.TOO_LARGE_HERE);
  }

  @Test
  void endsWithWhatEndsTheWork() {
    AtomicReference<@Nullable Cause> end = new AtomicReference<>();
    Budget budget = Budget.of(1_000_000, Cause.STEPS, end::get);

    budget.spend(100_000);
    end.set(Cause.CLIENT_GONE);

    assertThat(exceeded(budget, 10_000)).isEqualTo(Cause.CLIENT_GONE);
  }

  @Test
  void beginsAnewWithTheSameBounds() {
    Budget budget = Budget.of(100, Cause.STEPS, () -> null);
    budget.spend(100);

    Budget again = budget.anew();
    again.spend(100);

    assertThat(again.spent()).isEqualTo(100);
    assertThatThrownBy(() -> again.spend(1)).isInstanceOf(BudgetExceededException.class);
  }

  private static Inventory world(int volumes) {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < volumes; i++) {
      yaml.append("---\n{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv-")
          .append(i)
          .append("}, spec: {storageClassName: slow}}\n");
    }
    InventorySnapshot.Builder world = new InventorySnapshot.Builder();
    ManifestReader.read(
            yaml.toString().getBytes(StandardCharsets.UTF_8), "world.yaml", "x", Limits.FILES)
        .resources()
        .forEach(world::add);
    return world.build(true);
  }

  @Test
  void isSpentByWhatIsLookedAtInTheWorld() throws Exception {
    Budget budget = Budget.unlimited();
    Inventory world = new MeteredInventory(world(30), budget);

    assertThat(world.volume("pv-1")).isNotNull();
    assertThat(budget.spent()).as("a look-up").isEqualTo(1);

    List<String> names = new ArrayList<>();
    world.volumes().forEach(volume -> names.add(volume.name()));
    assertThat(names).hasSize(30);
    assertThat(budget.spent()).as("each volume").isEqualTo(31);

    assertThat(world.volumesByClass("slow").get(7).name()).isNotEmpty();
    assertThat(budget.spent()).as("the list, and one of it").isEqualTo(33);
    assertThat(world.volumesByClass("fast")).isEmpty();
  }
}
