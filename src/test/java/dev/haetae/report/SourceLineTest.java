package dev.haetae.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The caret stands under the character, however wide what is before it looks. */
class SourceLineTest {
  private static String shown(String text, int line, int column) {
    StringBuilder out = new StringBuilder();
    SourceLine.append(out, text, line, column, Palette.PLAIN);
    return out.toString();
  }

  @Test
  void plain() {
    assertThat(shown("a: 1\n  b: 2\n", 2, 3)).isEqualTo("  2 |   b: 2\n    |   ^\n");
  }

  @Test
  void firstAndPastTheLast() {
    assertThat(shown("ab", 1, 1)).isEqualTo("  1 | ab\n    | ^\n");
    assertThat(shown("ab", 1, 3)).isEqualTo("  1 | ab\n    |   ^\n");
    assertThat(shown("ab", 1, 9)).isEqualTo("  1 | ab\n    |   ^\n");
    assertThat(shown("ab", 7, 1)).isEqualTo("  7 | \n    | ^\n");
  }

  @Test
  void noColumnNoCaret() {
    assertThat(shown("ab", 1, 0)).isEqualTo("  1 | ab\n");
  }

  @Test
  void tabsTakeFourCells() {
    assertThat(shown("\tb\tc", 1, 4)).isEqualTo("  1 |     b    c\n    |          ^\n");
  }

  @Test
  void wideCharactersTakeTwoCells() {
    assertThat(shown("데이: x", 1, 5)).isEqualTo("  1 | 데이: x\n    |       ^\n");
  }

  /** Columns count code points, so an emoji is one column, two characters of Java, two cells. */
  @Test
  void pairsOfSurrogatesAreOneColumn() {
    assertThat(shown("😀😀: x", 1, 5)).isEqualTo("  1 | 😀😀: x\n    |       ^\n");
    assertThat(shown("𝔘𝔘: x", 1, 5)).isEqualTo("  1 | 𝔘𝔘: x\n    |     ^\n");
  }

  @Test
  void whatJoinsTheCharacterBeforeTakesNoCell() {
    // 데 decomposed, as some file systems and editors write it; é of e and an accent.
    assertThat(shown("\u1103\u1166: x", 1, 5)).isEqualTo("  1 | \u1103\u1166: x\n    |     ^\n");
    assertThat(shown("e\u0301: x", 1, 5)).isEqualTo("  1 | e\u0301: x\n    |    ^\n");
  }

  @Test
  void whatMovesACursorIsShownAsADot() {
    assertThat(shown("a\u001b[2J\u202eb", 1, 7)).isEqualTo("  1 | a·[2J·b\n    |       ^\n");
  }

  @Test
  void everyKindOfLineBreakCounts() {
    assertThat(shown("a\r\nb\rc\nd", 2, 1)).isEqualTo("  2 | b\n    | ^\n");
    assertThat(shown("a\r\nb\rc\nd", 3, 1)).isEqualTo("  3 | c\n    | ^\n");
    assertThat(shown("a\r\nb\rc\nd", 4, 1)).isEqualTo("  4 | d\n    | ^\n");
  }

  @Test
  void longLinesAreCutAroundThePlace() {
    String shown = shown("x".repeat(300) + "HERE" + "y".repeat(300), 1, 301);
    assertThat(shown.lines())
        .containsExactly(
            "  1 | …" + "x".repeat(60) + "HERE" + "y".repeat(56) + "…",
            "    | " + " ".repeat(61) + "^");
  }

  @Test
  void noPairIsCutInTwo() {
    for (int column = 100; column < 110; column++) {
      String shown = shown("x".repeat(column % 2) + "😀".repeat(400), 1, column);
      assertThat(shown.codePoints().allMatch(c -> !isSurrogate(c))).isTrue();
    }
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
