package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every transcript: a command and, word for word, what it prints and how it ends.
 *
 * <p>A transcript begins with the command as one would type it in the folder of the transcripts'
 * manifests ({@code $ NO_COLOR=1 haetae check pod.yaml <other.yaml}); {@code TERM=…} makes it run
 * in a terminal.
 */
class TranscriptTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/haetae/cli");
  private static final String MANIFESTS = "src/test/resources/dev/haetae/cli/manifests/";

  static List<Path> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("transcripts"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  @Tag(GoldenFile.TAG)
  void saysItInTheseWords(Path transcript) throws IOException {
    String expected = Files.readString(transcript);
    String command = expected.lines().findFirst().orElseThrow();
    Trial trial = run(command);
    String told =
        (command + '\n' + trial.out() + errors(trial.err()) + "exit " + trial.code() + '\n')
            .replace(MANIFESTS, "");
    GoldenFile.compare(transcript, told);
  }

  private static String errors(String err) {
    StringBuilder lines = new StringBuilder();
    err.lines().forEach(line -> lines.append("2> ").append(line).append('\n'));
    return lines.toString();
  }

  private static Trial run(String command) throws IOException {
    Map<String, String> environment = new HashMap<>();
    List<String> arguments = new ArrayList<>();
    byte[] in = {};
    boolean begun = false;
    for (String word : command.substring("$ ".length()).split(" ", -1)) {
      if (!begun && word.contains("=")) {
        environment.put(
            word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
      } else if (word.startsWith("<")) {
        in = Files.readAllBytes(Path.of(MANIFESTS + word.substring(1)));
      } else if (begun) {
        arguments.add(Files.exists(Path.of(MANIFESTS + word)) ? MANIFESTS + word : word);
      }
      begun |= word.equals("haetae");
    }
    return Trial.of(
        in, environment, environment.containsKey("TERM"), arguments.toArray(String[]::new));
  }

  @Test
  void everyManifestIsInUse() throws IOException {
    StringBuilder used = new StringBuilder();
    for (Path transcript : transcripts()) {
      used.append(Files.readString(transcript, UTF_8));
    }
    for (String test : List.of("CheckCommandTest", "ReviewCommandTest", "ServeCommandTest")) {
      used.append(Files.readString(Path.of("src/test/java/dev/haetae/cli/" + test + ".java")));
    }
    try (Stream<Path> files = Files.list(FOLDER.resolve("manifests"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .isNotEmpty()
          .allSatisfy(name ->
              assertThat(Arrays.asList(used.toString().split("[\\s\"=</:]", -1))).contains(name));
    }
  }
}
