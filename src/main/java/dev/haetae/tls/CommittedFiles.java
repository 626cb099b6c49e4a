package dev.haetae.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files of one directory that change together.
 *
 * <p>New ones are written and synced aside, put in force by one rename of their directory, then
 * moved to their places; whoever comes next under the lock completes what a kill has interrupted.
 */
final class CommittedFiles {
  private static final String LOCK = ".lock";
  private static final String STAGED = ".staged-";
  private static final String COMMITTED = ".committed";

  private final Path directory;

  CommittedFiles(Path directory) {
    this.directory = directory;
  }

  /** Whether files are in force that are not yet in their places. */
  boolean isUnfinished() {
    return !Files.notExists(directory.resolve(COMMITTED));
  }

  /** Puts these texts in force, by file names; the lock must be held. */
  void put(Map<String, String> files) throws IOException {
    Path staged = Files.createTempDirectory(directory, STAGED, permissions("rwx------"));
    for (Map.Entry<String, String> file : files.entrySet()) {
      write(staged.resolve(file.getKey()), file.getValue());
    }
    sync(staged);
    Files.move(staged, directory.resolve(COMMITTED), StandardCopyOption.ATOMIC_MOVE);
    sync(directory);
    complete();
  }

  /** Finishes what was put in force, and clears away what was not; the lock must be held. */
  void complete() throws IOException {
    Path committed = directory.resolve(COMMITTED);
    if (Files.isDirectory(committed)) {
      for (Path file : list(committed)) {
        Files.move(
            file,
            directory.resolve(file.getFileName()),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
      sync(directory);
      Files.delete(committed);
    }
    for (Path entry : list(directory)) {
      if (entry.getFileName().toString().startsWith(STAGED) && Files.isDirectory(entry)) {
        for (Path file : list(entry)) {
          Files.delete(file);
        }
        Files.delete(entry);
      }
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return new ArrayList<>(entries.sorted().toList());
    }
  }

  /** The file whose lock keeps other processes away. */
  FileChannel openLock() throws IOException {
    Path lock = directory.resolve(LOCK);
    return FileChannel.open(
        lock,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        permissions("rw-------"));
  }

  private void write(Path file, String text) throws IOException {
    boolean secret = file.getFileName().toString().endsWith(".key");
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            permissions(secret ? "rw-------" : "rw-r--r--"))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private FileAttribute<?>[] permissions(String permissions) {
    if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> all = PosixFilePermissions.fromString(permissions);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(all)};
  }
}
