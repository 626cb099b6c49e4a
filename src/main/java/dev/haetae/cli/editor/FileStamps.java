package dev.haetae.cli.editor;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names, sizes and times of files: another number when any of them has changed. Of a folder the
 * first 20,000 files and folders count; a change behind them is not seen.
 */
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
    Walk walk = new Walk();
    try {
      Files.walkFileTree(
          Path.of(name), EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
    } catch (IOException | InvalidPathException e) {
      // What was seen of it counts; it may be there the next time.
    }
    return walk.stamp;
  }

  /** A walk that passes over what it cannot read: that costs no other file its stamp. */
  private static final class Walk extends SimpleFileVisitor<Path> {
    private long stamp = 1;
    private int entries;

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return next(stamp(folder, attributes));
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return next(stamp(file, attributes));
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return next(file.hashCode());
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }

    private static long stamp(Path file, BasicFileAttributes attributes) {
      return 31L * (31L * file.hashCode() + attributes.size())
          + attributes.lastModifiedTime().toMillis();
    }

    private FileVisitResult next(long one) {
      stamp = 31 * stamp + one;
      entries++;
      return entries < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }
  }
}
