package dev.haetae.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WarningsTest {
  @Test
  void shortOnesStayAsTheyAre() {
    assertThat(Warnings.within(List.of("a", "b"))).containsExactly("a", "b");
  }

  @Test
  void eachIsOneLine() {
    assertThat(Warnings.within(List.of("a\r\nb\u001b"))).containsExactly("a\\u000d\\u000ab\\u001b");
  }

  @Test
  void eachIsCutToItsLimitInWholeCharacters() {
    String grin = "\ud83d\ude00";

    assertThat(Warnings.within(List.of(grin.repeat(256)))).containsExactly(grin.repeat(256));
    assertThat(Warnings.within(List.of(grin.repeat(257)))).containsExactly(grin.repeat(255) + '…');
  }

  @Test
  void togetherTheySayHowManyAreLeftOut() {
    List<String> kept = Warnings.within(Collections.nCopies(40, "x".repeat(200)));

    assertThat(kept).hasSize(21).endsWith("and 20 more");
    assertThat(kept.stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(4096);
  }

  @Test
  void sixteenOfTheLongestFit() {
    assertThat(Warnings.within(Collections.nCopies(16, "x".repeat(256))))
        .hasSize(16)
        .doesNotContain("and 1 more");
  }
}
