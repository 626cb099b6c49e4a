package dev.haetae.cluster.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {
  private final MemoryPool pool = new MemoryPool(new MemoryPool.Size(10, 100, 1_000));

  @Test
  void largeObjectsLeaveTheRoomOfCommonOnes() {
    assertThat(pool.take("a", "large", 110)).isTrue();
    assertThat(pool.take("a", "larger", 11)).isFalse();
    for (int i = 0; i < 89; i++) {
      assertThat(pool.take("b", "common-" + i, 10)).isTrue();
    }
    assertThat(pool.take("b", "one too many", 1)).isFalse();
    pool.release("b", "common-0");
    assertThat(pool.take("b", "one too many", 10)).isTrue();
  }

  @Test
  void anObjectHasRoomOnce() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(pool.take("a", "same", 110)).isTrue();
    }
    assertThat(pool.take("a", "same", 111)).isFalse();
    assertThat(pool.take("a", "other", 110))
        .as("what did not fit has given its room back")
        .isTrue();
  }

  @Test
  void whatHasGoneTakesNone() {
    assertThat(pool.take("a", "x", 60)).isTrue();
    assertThat(pool.take("b", "x", 60)).isTrue();
    assertThat(pool.take("c", "x", 60)).isFalse();
    pool.retain(Set.of("b/x"));
    assertThat(pool.take("c", "x", 60)).isTrue();
    pool.retain(Set.of());
    pool.release("c", "x");
    assertThat(pool.take("d", "x", 110)).isTrue();
  }
}
