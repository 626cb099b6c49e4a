package dev.haetae.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.report.text.Palette;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long MILLISECOND = 1_000_000;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  // A clock that overflows on its way.
  private long now = Long.MAX_VALUE - 500 * MILLISECOND;
  private final Progress progress =
      Progress.on(new PrintStream(shown, true, UTF_8), Palette.PLAIN, () -> now);

  private String shown() {
    String text = shown.toString(UTF_8);
    shown.reset();
    return text;
  }

  @Test
  void showsNothingOfWorkThatTakesNoSecond() {
    progress.fileRead();
    now += 999 * MILLISECOND;
    progress.fileRead();
    progress.clear();
    assertThat(shown()).isEmpty();
  }

  @Test
  void tellsHowFarLongWorkHasComeTenTimesASecondAtMost() {
    now += 1000 * MILLISECOND;
    progress.fileRead();
    assertThat(shown()).isEqualTo("\r1 file read");
    now += 99 * MILLISECOND;
    progress.objectJudged();
    assertThat(shown()).isEmpty();
    now += MILLISECOND;
    progress.objectJudged();
    assertThat(shown()).isEqualTo("\r1 file read, 2 objects judged");
  }

  @Test
  void leavesAnEmptyLine() {
    now += 1000 * MILLISECOND;
    progress.fileRead();
    shown();
    progress.clear();
    assertThat(shown()).isEqualTo("\r" + " ".repeat("1 file read".length()) + "\r");
    progress.clear();
    assertThat(shown()).isEmpty();
  }

  @Test
  void isUnseenWhereNobodyLooks() {
    Progress unseen = Progress.unseen();
    unseen.fileRead();
    unseen.objectJudged();
    unseen.clear();
    assertThat(shown()).isEmpty();
  }
}
