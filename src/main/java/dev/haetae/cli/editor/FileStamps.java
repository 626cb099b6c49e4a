package dev.haetae.cli.editor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** The names, sizes and times of files: another number when any of them has changed. */
final class FileStamps {
  private static final int MOST = 20_000;

  private final List<String> names;

  /**
   * The stamps of files.
   *
   * @param names of files, and of folders with all that is below them
   */
  FileStamps(List<String> names) {
    this.names = names;
  }

  /** The number for what they are now. */
  long now() {
    long all = 1;
    for (String name : names) {
      all = 31 * all + stamp(name);
    }
    return all;
  }

  private static long stamp(String name) {
    try (Stream<Path> files = Files.walk(Path.of(name), FileVisitOption.FOLLOW_LINKS)) {
      return files.limit(MOST).mapToLong(FileStamps::stamp).reduce(1, (all, one) -> 31 * all + one);
    } catch (IOException | UncheckedIOException | InvalidPathException e) {
      // It may be there the next time.
      return 0;
    }
  }

  private static long stamp(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return 31L * (31L * file.hashCode() + attributes.size())
          + attributes.lastModifiedTime().toMillis();
    } catch (IOException e) {
      return file.hashCode();
    }
  }
}
