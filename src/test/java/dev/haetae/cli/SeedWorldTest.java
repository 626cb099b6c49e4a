package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.GoldenFile;
import dev.haetae.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The manifests of the notes that Haetae grew from, checked as one world: what is said of them,
 * from top to bottom. Source lines are left out.
 */
@Tag(GoldenFile.TAG)
class SeedWorldTest {
  private static final Path SEEDS = SharedFolder.SEED_MANIFESTS;
  private static final Path EXPECTED = Path.of("src/test/resources/dev/haetae/cli/seeds");

  @BeforeAll
  static void seedsAreThere() {
    SharedFolder.assumeSeedManifests();
  }

  @Test
  void asWritten() throws IOException {
    assertSays("as-written.txt", SEEDS, SEEDS);
  }

  @Test
  void withWhatIsNoYamlMended(@TempDir Path folder) throws IOException {
    copyMended(folder);
    assertSays("mended.txt", folder, folder);
  }

  // Nothing but the notes is there: what they do not hold does not exist.
  @Test
  void asTheWholeCluster(@TempDir Path folder) throws IOException {
    copyMended(folder);
    assertSays("whole-cluster.txt", folder, folder, "-i", folder.toString());
  }

  private static void copyMended(Path folder) throws IOException {
    for (Path seed : seeds()) {
      String text = Files.readString(seed, UTF_8);
      // What keeps three of them from being read at all.
      text = text.replaceAll("image: (\\{.*)", "image: \"$1\"").replace(" // ", " # ");
      Files.writeString(folder.resolve(seed.getFileName().toString()), text);
    }
  }

  private static List<Path> seeds() throws IOException {
    try (Stream<Path> files = Files.list(SEEDS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static void assertSays(String name, Path checked, Path shown, String... options)
      throws IOException {
    String[] arguments =
        Stream.concat(Stream.of("check", "-v", checked.toString()), Stream.of(options))
            .toArray(String[]::new);
    Trial trial = Trial.of(arguments);
    StringBuilder told = new StringBuilder();
    (trial.out() + trial.err())
        .replace(shown + "/", "")
        .lines()
        .filter(line -> !line.matches("\\s*\\d* \\|.*"))
        .forEach(line -> told.append(line).append('\n'));
    told.append("exit ").append(trial.code()).append('\n');
    GoldenFile.compare(EXPECTED.resolve(name), told.toString());
  }
}
