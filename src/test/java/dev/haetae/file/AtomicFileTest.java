package dev.haetae.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @Test
  void isMadeOrReplaced() throws IOException {
    Path file = folder.resolve("a.yaml");
    AtomicFile.write(file, "old".getBytes(StandardCharsets.UTF_8));
    AtomicFile.write(file, NEW);
    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("a.yaml");
  }

  @Test
  void keepsItsPermissions() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r-x"));
    AtomicFile.write(file, NEW);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-rw-r-x");
  }

  @Test
  void staysBehindItsLink() throws IOException {
    Path file =
        Files.writeString(Files.createDirectory(folder.resolve("b")).resolve("real"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("a.yaml"), Path.of("b", "real"));
    AtomicFile.write(link, NEW);
    assertThat(file).hasContent("new");
    assertThat(link).isSymbolicLink();
    Path dangling = Files.createSymbolicLink(folder.resolve("c.yaml"), Path.of("b", "none"));
    AtomicFile.write(dangling, NEW);
    assertThat(folder.resolve("b").resolve("none")).hasContent("new");
  }

  @Test
  void leavesTheOldOneAndNoDraftWhenItCannotBeReplaced() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.writeString(taken.resolve("inside"), "old");
    assertThatThrownBy(() -> AtomicFile.write(taken, NEW)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("none").resolve("a"), NEW))
        .isInstanceOf(IOException.class);
    assertThat(names()).containsExactly("taken");
  }
}
