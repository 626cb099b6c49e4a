package dev.haetae.cli.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStampsTest {
  @TempDir private Path folder;

  private FileStamps stamps = new FileStamps(List.of());

  @BeforeEach
  void writeFiles() throws IOException {
    write("a.yaml", "a: 1");
    write("deep/z.yaml", "z: 1");
    stamps = new FileStamps(List.of(folder.toString()));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private void assertThatChangesAreSeen() throws IOException {
    long before = stamps.now();
    assertThat(stamps.now()).isEqualTo(before);
    write("a.yaml", "a: 1 and more");
    long changed = stamps.now();
    assertThat(changed).isNotEqualTo(before);
    write("deep/z.yaml", "z: 1 and more");
    long changedBelow = stamps.now();
    assertThat(changedBelow).isNotEqualTo(changed);
    write("deep/new.yaml", "");
    assertThat(stamps.now()).isNotEqualTo(changedBelow);
  }

  @Test
  void changesAreSeen() throws IOException {
    assertThatChangesAreSeen();
  }

  @Test
  void changesAreSeenBesideALinkInACircle() throws IOException {
    Files.createSymbolicLink(folder.resolve("deep/circle"), folder);
    assertThatChangesAreSeen();
  }

  @Test
  void changesAreSeenBesideALinkToNothing() throws IOException {
    Files.createSymbolicLink(folder.resolve("deep/nothing"), folder.resolve("gone"));
    assertThatChangesAreSeen();
  }

  /** To root nothing is closed, and then this is a folder like any other. */
  @Test
  void changesAreSeenBesideAClosedFolder() throws IOException {
    write("deep/closed/b.yaml", "b: 1");
    Path closed = folder.resolve("deep/closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      assertThatChangesAreSeen();
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void whatIsNotThereCostsNoOther() throws IOException {
    stamps = new FileStamps(List.of("/nowhere/at/all", "no\0name", folder.toString()));
    assertThatChangesAreSeen();
  }

  @Test
  void whatComesIsSeen() throws IOException {
    Path coming = folder.resolve("coming.yaml");
    FileStamps one = new FileStamps(List.of(coming.toString()));
    long before = one.now();
    write("coming.yaml", "");
    assertThat(one.now()).isNotEqualTo(before);
  }
}
