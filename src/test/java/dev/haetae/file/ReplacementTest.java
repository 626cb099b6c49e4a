package dev.haetae.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacementTest {
  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("a.yaml"), text);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theContentIsOldUntilItIsPutInPlace() throws IOException {
    Path file = file("old");
    try (Replacement replacement = Replacement.of(file, "new".getBytes(UTF_8))) {
      assertThat(file).hasContent("old");
      replacement.putInPlace();
      assertThat(file).hasContent("new");
    }
    assertThat(names()).containsExactly("a.yaml");
  }

  @Test
  void whatIsNotPutInPlaceIsTakenAway() throws IOException {
    Path file = file("old");
    Replacement.of(file, "new".getBytes(UTF_8)).close();
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("a.yaml");
  }

  @Test
  void theModeStays() throws IOException {
    Path file = file("old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
    try (Replacement replacement = Replacement.of(file, new byte[0])) {
      replacement.putInPlace();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rwxr-x--x");
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path file = file("old");
    Path other = Files.createDirectory(folder.resolve("other"));
    Path link = Files.createSymbolicLink(other.resolve("link.yaml"), Path.of("../a.yaml"));
    try (Replacement replacement = Replacement.of(link, "new".getBytes(UTF_8))) {
      replacement.putInPlace();
    }
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(file).hasContent("new");
  }

  @Test
  void aFileNeedNotBeThereYet() throws IOException {
    Path file = folder.resolve("a.yaml");
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), Path.of("b.yaml"));
    for (Path named : List.of(file, link)) {
      try (Replacement replacement = Replacement.of(named, "new".getBytes(UTF_8))) {
        assertThat(Files.exists(named)).isFalse();
        replacement.putInPlace();
      }
    }
    assertThat(names()).containsExactly("a.yaml", "b.yaml", "link.yaml");
    assertThat(link).isSymbolicLink().hasContent("new");
    Path usual = Files.createFile(folder.resolve("usual"));
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void aFolderIsNotReplaced() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.writeString(taken.resolve("inside"), "old");
    assertThatThrownBy(
            () -> {
              try (Replacement replacement = Replacement.of(taken, new byte[0])) {
                replacement.putInPlace();
              }
            })
        .isInstanceOf(IOException.class);
    assertThat(names()).containsExactly("taken");
  }

  @Test
  void aReadOnlyFileStaysAsItIs() throws IOException {
    Path file = file("old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assertThatThrownBy(() -> Replacement.of(file, new byte[0]))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(names()).containsExactly("a.yaml");
  }

  @Test
  void aKillBeforeTheLastStepLeavesTheOldContent() throws Exception {
    Path file = file("old");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Halfway.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader(UTF_8)) {
      assertThat(out.readLine()).isEqualTo("written aside");
      // SIGKILL.
      process.destroyForcibly();
      assertThat(process.waitFor()).isEqualTo(128 + 9);
    }
    assertThat(file).hasContent("old");
    // What is left of it is hidden, and read by no run.
    assertThat(names())
        .hasSize(2)
        .filteredOn(name -> !name.equals("a.yaml"))
        .allMatch(name -> name.startsWith(".a.yaml.") && name.endsWith(".haetae"));
    try (Replacement replacement = Replacement.of(file, "new".getBytes(UTF_8))) {
      replacement.putInPlace();
    }
    assertThat(file).hasContent("new");
  }

  /** A process that has written everything and waits before the last step. */
  static final class Halfway {
    private Halfway() {}

    public static void main(String[] arguments) throws IOException {
      try (Replacement replacement = Replacement.of(Path.of(arguments[0]), "new".getBytes(UTF_8))) {
        System.out.println("written aside");
        System.out.flush();
        if (System.in.read() >= 0) {
          replacement.putInPlace();
        }
      }
    }
  }

  @Test
  void theNameMayBeAsLongAsNamesCanBe() throws IOException {
    Path there = Files.writeString(folder.resolve("a".repeat(255)), "old");
    for (Path named : List.of(there, folder.resolve("b".repeat(255)))) {
      try (Replacement replacement = Replacement.of(named, "new".getBytes(UTF_8))) {
        replacement.putInPlace();
      }
      assertThat(named).hasContent("new");
    }
  }
}
