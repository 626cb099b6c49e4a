package dev.haetae.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void chatterAndPrefixesAreLeftOut() {
    String said =
        Words.said(
            """
            WARNING: Kubernetes configuration file is group-readable.
            Error: no luck
              at all

            Use --debug flag to render out invalid YAML
            """);
    assertThat(said).isEqualTo("no luck\n  at all");
    assertThat(Words.sentence(said, List.of("luck", "success"))).isEqualTo("no success at all");
  }

  @Test
  void aSentenceIsOneShortLineThatMovesNoCursor() {
    String sentence = Words.sentence("a\u001b[2J" + "x".repeat(2_000), List.of());
    assertThat(sentence).startsWith("a\\u001b[2Jx").hasSizeLessThan(620).endsWith("…");
  }
}
