package dev.haetae.fix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.edit.TextEdit;
import dev.haetae.resource.text.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Diffs as {@code git apply} and {@code patch} take them: both are run. */
class RealDiffTest {
  private static final int FILES = 150;
  private static final List<String> LINES =
      List.of("a: 1", "b:", "  c: d", "", "# comment", "- x", "해태: 😀", "same", "same");

  @TempDir private Path folder;

  private static String text(Random random, String lineBreak) {
    StringBuilder text = new StringBuilder();
    int lines = random.nextInt(40);
    for (int i = 0; i < lines; i++) {
      text.append(LINES.get(random.nextInt(LINES.size()))).append(lineBreak);
    }
    return random.nextInt(3) == 0 ? text.toString().stripTrailing() : text.toString();
  }

  // In order, none touching another.
  private static List<TextEdit> edits(Random random, String text) {
    List<TextEdit> edits = new ArrayList<>();
    int at = 0;
    for (int i = random.nextInt(5); i >= 0 && at <= text.length(); i--) {
      int start = at + random.nextInt(text.length() - at + 1);
      int end = Math.min(text.length(), start + random.nextInt(3) * random.nextInt(9));
      if (isWhole(text, start) && isWhole(text, end)) {
        edits.add(new TextEdit(start, end, random.nextInt(3) == 0 ? "" : "\nnew: y" + i));
      }
      at = end + 1;
    }
    return edits;
  }

  private static FixedFile file(String name, String text, List<TextEdit> edits) {
    try {
      return new FixedFile(OriginalFile.of(name, text.getBytes(UTF_8)), edits);
    } catch (UnreadableException e) {
      throw new AssertionError(name, e);
    }
  }

  private static boolean isWhole(String text, int at) {
    return at == text.length() || !Character.isLowSurrogate(text.charAt(at));
  }

  private static void run(Path in, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void bothToolsMakeTheFixedTextOfTheOriginal(String lineBreak) throws Exception {
    Random random = new Random(16);
    Map<String, FixedFile> files = new LinkedHashMap<>();
    for (int i = 0; i < FILES; i++) {
      String name = i % 10 == 0 ? "in folder/f " + i + ".yaml" : "f" + i + ".yaml";
      String mark = i % 7 == 0 ? "\ufeff" : "";
      String text = text(random, lineBreak);
      List<TextEdit> edits = edits(random, text);
      String fixed = TextEdit.apply(text, edits);
      if (!fixed.equals(text) && !text.isEmpty() && !fixed.isEmpty()) {
        files.put(name, file(name, mark + text, edits));
      }
    }
    assertThat(files).hasSizeGreaterThan(FILES / 2);
    check(files);
  }

  private void check(Map<String, FixedFile> files) throws Exception {
    StringBuilder diff = new StringBuilder();
    files.values().forEach(file -> diff.append(file.diff()));
    Path patch = Files.writeString(folder.resolve("fix.patch"), diff);
    for (String tool : List.of("git", "patch")) {
      Path in = Files.createDirectory(folder.resolve(tool));
      for (FixedFile file : files.values()) {
        Path path = in.resolve(file.name());
        Files.createDirectories(path.getParent());
        Files.write(path, file.original().encode(file.original().text()));
      }
      if (tool.equals("git")) {
        run(in, "git", "init", "-q");
        run(in, "git", "apply", "--whitespace=nowarn", patch.toString());
      } else {
        run(in, "patch", "-p1", "--binary", "-i", patch.toString());
      }
      for (FixedFile file : files.values()) {
        assertThat(Files.readAllBytes(in.resolve(file.name())))
            .as(tool + " " + file.name() + "\n" + file.diff())
            .isEqualTo(file.bytes());
      }
    }
  }

  @Test
  void namesThatNeedQuotesHaveThem() throws Exception {
    Map<String, FixedFile> files = new LinkedHashMap<>();
    for (String name : List.of("a\"b.yaml", "tab\there.yaml", "해태.yaml", "back\\slash.yaml")) {
      files.put(name, file(name, "a\n", List.of(new TextEdit(0, 1, "b"))));
    }
    check(files);
  }

  @Test
  void contextIsThreeLinesAndNearHunksAreOne() {
    String text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n";
    List<TextEdit> edits =
        List.of(
            new TextEdit(text.indexOf("2\n"), text.indexOf("3\n"), ""),
            new TextEdit(text.indexOf("6\n"), text.indexOf("6\n") + 1, "six"),
            new TextEdit(text.length(), text.length(), "16\n"));
    FixedFile file = file("x/./a.yaml", text, edits);
    assertThat(file.diff())
        .isEqualTo(
            """
            --- a/x/a.yaml
            +++ b/x/a.yaml
            @@ -1,9 +1,8 @@
             1
            -2
             3
             4
             5
            -6
            +six
             7
             8
             9
            @@ -13,3 +12,4 @@
             13
             14
             15
            +16
            """);
  }
}
