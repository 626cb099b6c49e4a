package dev.haetae.cluster.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InternerTest {
  // Copies, so that only the interner can make them one.
  private static String copy(String text) {
    return new String(text.toCharArray());
  }

  @Test
  void equalValuesAreOne() {
    Interner interner = new Interner();
    assertThat(interner.text(copy("team"))).isSameAs(interner.text(copy("team")));
    assertThat(interner.textMap(Map.of("a", copy("b"))))
        .isSameAs(interner.textMap(Map.of("a", copy("b"))));
    assertThat(interner.texts(List.of("a, b"))).isNotEqualTo(interner.texts(List.of("a", "b")));
  }

  /** Whatever strangers write, it holds no more than its bound, of short and of long values. */
  @Test
  void isBoundedInBytes() {
    Interner interner = new Interner();
    String much = "x".repeat(200_000);
    for (int i = 0; i < 20_000; i++) {
      assertThat(interner.text("label-" + i)).isEqualTo("label-" + i);
      if (i % 100 == 0) {
        assertThat(interner.textMap(Map.of("a", much + i))).containsEntry("a", much + i);
      }
    }
    assertThat(interner.weight()).isPositive().isLessThan(5L * Interner.MOST);
    assertThat(new Interner().text(much)).isSameAs(much);
  }

  /** What is asked for again and again outlives what strangers write. */
  @Test
  void keepsWhatIsAskedFor() {
    Interner interner = new Interner();
    String often = interner.text(copy("often"));
    for (int i = 0; i < 50_000; i++) {
      var _ = interner.text("seldom-" + i);
      assertThat(interner.text(copy("often"))).isSameAs(often);
    }
  }
}
