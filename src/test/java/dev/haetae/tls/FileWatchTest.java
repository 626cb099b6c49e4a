package dev.haetae.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileWatchTest {
  @TempDir private Path directory;
  private final List<String> changed = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("one"), "first");
  }

  private FileWatch<String> watch() {
    Path file = directory.resolve("one");
    return new FileWatch<>(
        List.of(file, directory.resolve("two")),
        () -> {
          try {
            String text = Files.readString(file);
            if (text.contains("broken")) {
              throw new UnusableCertificateException("it is " + text);
            }
            return text;
          } catch (IOException e) {
            throw new UnusableCertificateException("it is gone");
          }
        },
        changed::add,
        refused::add);
  }

  @Test
  void nothingIsToldWhileNothingChanges() throws IOException {
    FileWatch<String> watch = watch();
    Files.setLastModifiedTime(directory.resolve("one"), FileTime.fromMillis(0));

    watch.poll();

    assertThat(changed).isEmpty();
    assertThat(refused).isEmpty();
  }

  @Test
  void aChangeOfTheSameSizeAndTimeIsSeen() throws IOException {
    FileTime time = Files.getLastModifiedTime(directory.resolve("one"));
    FileWatch<String> watch = watch();
    Files.writeString(directory.resolve("one"), "tsrif");
    Files.setLastModifiedTime(directory.resolve("one"), time);

    watch.poll();
    watch.poll();

    assertThat(changed).containsExactly("tsrif");
  }

  @Test
  void aBrokenChangeIsToldOnceAndTheNextGoodOneTaken() throws IOException {
    FileWatch<String> watch = watch();
    Files.writeString(directory.resolve("one"), "broken");
    watch.poll();
    watch.poll();
    Files.writeString(directory.resolve("one"), "mended");
    watch.poll();

    assertThat(refused).containsExactly("it is broken");
    assertThat(changed).containsExactly("mended");
  }

  @Test
  void aFileThatGoesAndComesIsSeen() throws IOException {
    FileWatch<String> watch = watch();
    Files.delete(directory.resolve("one"));
    watch.poll();
    Files.writeString(directory.resolve("one"), "first");
    watch.poll();

    assertThat(refused).containsExactly("it is gone");
    assertThat(changed).containsExactly("first");
  }

  @Test
  void aFileThatWasNotThereIsSeen() throws IOException {
    FileWatch<String> watch = watch();
    Files.writeString(directory.resolve("two"), "new");

    watch.poll();

    assertThat(changed).containsExactly("first");
  }

  /** As the kubelet changes a Secret's volume: the files never change, the link above them does. */
  @Test
  void aSwapOfTheDirectoryAboveIsSeen() throws IOException {
    Path before = Files.createDirectory(directory.resolve("..1"));
    Path after = Files.createDirectory(directory.resolve("..2"));
    Files.writeString(before.resolve("one"), "first");
    Files.writeString(after.resolve("one"), "second");
    Path link = Files.createSymbolicLink(directory.resolve("..data"), before);
    Files.delete(directory.resolve("one"));
    Files.createSymbolicLink(directory.resolve("one"), Path.of("..data/one"));
    FileWatch<String> watch = watch();

    Path swapped = Files.createSymbolicLink(directory.resolve("..tmp"), after);
    Files.move(swapped, link, StandardCopyOption.ATOMIC_MOVE);
    watch.poll();

    assertThat(changed).containsExactly("second");
  }
}
