package dev.haetae.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.report.SourceText;
import org.junit.jupiter.api.Test;

class SourceLineTest {
  private static String shown(String text, int line, int column) {
    StringBuilder out = new StringBuilder();
    SourceLine.append(out, new SourceText(text), line, column, TextStyle.plain(Detail.FULL));
    return out.toString();
  }

  // The cell of the caret's line in which the caret stands, counted from the bar.
  private static int caret(String shown) {
    String line = shown.lines().skip(1).findFirst().orElseThrow();
    return line.indexOf('^') - line.indexOf('|') - 2;
  }

  @Test
  void putsTheCaretUnderTheColumn() {
    assertThat(shown("kind: Pod\nmetadata: {name: a}\n", 2, 12))
        .isEqualTo("  2 | metadata: {name: a}\n    |            ^\n");
  }

  @Test
  void showsTheLastLineWithoutItsBreak() {
    assertThat(shown("a\nb: c", 2, 4)).isEqualTo("  2 | b: c\n    |    ^\n");
    assertThat(shown("a\r\nb\r\n", 1, 1)).isEqualTo("  1 | a\n    | ^\n");
  }

  @Test
  void standsBehindTheLastCharacterWhereSomethingIsMissing() {
    assertThat(shown("{\"a\": 1", 1, 8)).isEqualTo("  1 | {\"a\": 1\n    |        ^\n");
  }

  @Test
  void showsNothingOfALineThatIsNotThere() {
    assertThat(shown("a\n", 9, 3)).isEmpty();
  }

  @Test
  void findsPlacesInAnyOrder() {
    SourceText text = new SourceText("a\r\nb\uD83D\uDE00c\rd\n");

    assertThat(text.offset(2, 3)).isEqualTo(6);
    assertThat(text.offset(2, 2)).isEqualTo(4);
    assertThat(text.offset(3, 1)).isEqualTo(8);
    assertThat(text.offset(1, 1)).isZero();
    assertThat(text.offset(2, 99)).isEqualTo(7);
    assertThat(text.offset(2, 4)).isEqualTo(7);
    assertThat(text.has(4)).isTrue();
    assertThat(text.has(5)).isFalse();
  }

  @Test
  void leavesTheCaretAwayWithoutAColumn() {
    assertThat(shown("a: b\n", 1, 0)).isEqualTo("  1 | a: b\n");
  }

  @Test
  void countsTabsAsTheyAreShown() {
    String shown = shown("\ta:\tb", 1, 5);
    assertThat(shown).startsWith("  1 |     a:    b\n");
    assertThat(caret(shown)).isEqualTo(10);
  }

  @Test
  void countsWideCharactersTwice() {
    assertThat(caret(shown("# 볼륨 x", 1, 6))).isEqualTo(7);
    assertThat(caret(shown("日本: x", 1, 5))).isEqualTo(6);
    assertThat(caret(shown("ｘ: x", 1, 4))).isEqualTo(4);
  }

  @Test
  void countsCombiningCharactersNot() {
    assertThat(caret(shown("e\u0301: x", 1, 5))).isEqualTo(3);
  }

  @Test
  void countsDecomposedHangulAsOneSyllable() {
    assertThat(caret(shown("\u1103\u1166: x", 1, 5))).isEqualTo(4);
  }

  /** As the readers do, whose line numbers these are. */
  @Test
  void endsALineAtEveryKindOfBreak() {
    assertThat(shown("a\r\nb\rc\nd", 2, 1)).isEqualTo("  2 | b\n    | ^\n");
    assertThat(shown("a\r\nb\rc\nd", 3, 1)).isEqualTo("  3 | c\n    | ^\n");
    assertThat(shown("a\r\nb\rc\nd", 4, 1)).isEqualTo("  4 | d\n    | ^\n");
  }

  @Test
  void countsEmojiAsTwoCells() {
    assertThat(caret(shown("\ud83d\ude80: x", 1, 4))).isEqualTo(4);
  }

  @Test
  void cutsLongLinesAroundTheColumn() {
    String text = "a".repeat(500) + "b" + "c".repeat(500);
    String shown = shown(text, 1, 501);
    String line = shown.lines().findFirst().orElseThrow();
    assertThat(line).startsWith("  1 | …aaa").endsWith("ccc…").hasSizeLessThan(140);
    assertThat(line.charAt(line.indexOf("| ") + 2 + caret(shown))).isEqualTo('b');
    String start = shown(text, 1, 3);
    assertThat(start).startsWith("  1 | aaa").contains("a…\n");
    assertThat(caret(start)).isEqualTo(2);
  }

  @Test
  void cutsNoCharacterInTwo() {
    String text = "\ud83d\ude80".repeat(300);
    for (int column = 1; column <= 301; column++) {
      String shown = shown(text, 1, column);
      assertThat(shown.codePoints())
          .noneMatch(c -> Character.getType(c) == Character.SURROGATE)
          .noneMatch(c -> c == '·');
    }
  }

  @Test
  void showsWhatCouldMoveTheCursorAsDots() {
    assertThat(shown("a\u001b[2Jb\u0007\u202e\u200b\u2028\u009bc", 1, 1))
        .isEqualTo("  1 | a·[2Jb·····c\n    | ^\n");
  }

  @Test
  void paintsOnlyTheFrame() {
    StringBuilder out = new StringBuilder();
    SourceLine.append(
        out, new SourceText("a: b\n"), 1, 4, new TextStyle(Palette.ANSI, 0, Detail.FULL, ""));
    assertThat(out)
        .hasToString(
            "  \u001b[2m1 | \u001b[0ma: b\n   \u001b[2m | \u001b[0m   \u001b[31;1m^\u001b[0m\n");
  }
}
