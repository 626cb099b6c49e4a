package dev.haetae.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.report.Report;
import org.junit.jupiter.api.Test;

class LinesTest {
  private static String written(int width, String line) {
    Lines lines =
        new Lines(
            new Report.Builder().build(), new TextStyle(Palette.ANSI, width, Detail.FULL, ""));
    lines.line(line);
    return lines.toString();
  }

  @Test
  void areBrokenBetweenWordsWhereTheTerminalEnds() {
    assertThat(written(40, "a.yaml:1:2: deny [no-host-path] Pod default/trainer: it mounts a path"))
        .isEqualTo("a.yaml:1:2: deny [no-host-path] Pod\n    default/trainer: it mounts a path\n");
  }

  @Test
  void keepTheirOwnIndentation() {
    assertThat(written(40, "  fix: claim an NFS volume instead, or write another name"))
        .isEqualTo("  fix: claim an NFS volume instead, or\n      write another name\n");
  }

  @Test
  void keepALongWordWhole() {
    String path = "a-very-long-folder/a-very-long-file-name.yaml:12:7:";
    assertThat(written(40, path + " deny it")).isEqualTo(path + "\n    deny it\n");
  }

  @Test
  void countTheCellsThatCharactersTake() {
    String korean = "안녕하세요 안녕하세요 안녕하세요 안녕하세요";
    assertThat(written(43, korean)).isEqualTo(korean + '\n');
    assertThat(written(42, korean)).isEqualTo("안녕하세요 안녕하세요 안녕하세요\n    안녕하세요\n");
  }

  @Test
  void countNoCellForColours() {
    String line =
        Palette.ANSI.bold("a.yaml") + ": " + Palette.ANSI.red("deny") + " " + "x".repeat(27);
    assertThat(written(40, line)).isEqualTo(line + '\n');
  }

  @Test
  void areLeftWholeWhereNoTerminalIs() {
    String line = "word ".repeat(60) + "end";
    assertThat(written(0, line)).isEqualTo(line + '\n');
    assertThat(written(39, line)).as("too narrow").isEqualTo(line + '\n');
  }
}
