package dev.haetae.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults as the system makes them, and the words for them. */
class FileFaultTest {
  @TempDir private Path folder;

  @FunctionalInterface
  private interface Access {
    void to(Path file) throws IOException;
  }

  private static String reason(Path file, Access access) {
    try {
      access.to(file);
    } catch (IOException e) {
      return FileFault.reason(e);
    }
    return "none";
  }

  @Test
  void everyFaultHasItsWords() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(reason(folder.resolve("absent"), Files::readAllBytes))
        .isEqualTo("there is no such file or folder");
    assertThat(reason(file, Files::createDirectories))
        .isEqualTo("a file of this name is in the way");
    assertThat(reason(file.resolve("below"), Files::readAllBytes))
        .isEqualTo("a folder on its path is a file");
    assertThat(reason(folder, Files::readAllBytes)).isEqualTo("it is a directory");
    assertThat(reason(folder, path -> Files.createFile(folder.resolve("x".repeat(300)))))
        .isEqualTo("the name is too long");
    assertThat(FileFault.reason(new ReadOnlyFolderException(file)))
        .isEqualTo("nothing may be written in its folder, where the new content is put first");
    assertThat(FileFault.reason(new FileSystemException("a", null, "Operation not permitted")))
        .isEqualTo("the file system does not permit it");
    assertThat(FileFault.reason(new IOException("secret of a library")))
        .isEqualTo("the file system reports a fault");
    assertThat(FileFault.reason(new IOException())).isEqualTo("the file system reports a fault");
  }

  @Test
  void aFullDiskIsTold() {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "no /dev/full on this machine");
    assertThat(reason(full, path -> Files.writeString(path, "x")))
        .isEqualTo("no space is left on the device");
    assertThat(
            reason(
                full,
                path -> {
                  try (FileOutputStream out = new FileOutputStream(path.toFile())) {
                    out.write('x');
                  }
                }))
        .isEqualTo("no space is left on the device");
  }
}
