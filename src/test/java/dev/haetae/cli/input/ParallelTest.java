package dev.haetae.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 1000).boxed().toList();

  @Test
  void keepsTheOrder() {
    assertThat(Parallel.map(ITEMS, item -> item * 2))
        .isEqualTo(ITEMS.stream().map(item -> item * 2).toList());
  }

  @Test
  void doesNothingWithNothing() {
    assertThat(Parallel.map(Collections.<Integer>emptyList(), item -> item)).isEmpty();
  }

  @Test
  void throwsWhatOneOfThoseThatFailThrows() {
    assertThatThrownBy(() ->
            Parallel.map(
                ITEMS,
                item -> {
                  if (item % 100 == 99) {
                    throw new IllegalStateException("item " + item);
                  }
                  return item;
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("item ");
  }
}
