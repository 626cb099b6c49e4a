package dev.haetae.cli;

import dev.haetae.cli.terminal.UsageException;
import dev.haetae.resource.tree.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that outputs go to, refused where one would be lost: one that two of them name, or one
 * that is read.
 */
final class OutputFiles {
  private final List<String> read;
  private final List<Path> written = new ArrayList<>();

  /**
   * No files yet.
   *
   * @param read the files and folders that the command reads, as the user named them
   */
  OutputFiles(List<String> read) {
    this.read = read;
  }

  /**
   * Adds the file of an output.
   *
   * @param output the value of the option: {@code json=report.json}
   */
  void add(String output) {
    Path file = path(output.substring(output.indexOf('=') + 1));
    // Whoever writes to a device, such as /dev/null, wants no file.
    if (file == null || (Files.exists(file) && !Files.isRegularFile(file))) {
      return;
    }
    for (Path other : written) {
      if (isSame(file, other)) {
        throw new UsageException(
            "-o " + Text.escape(output) + " names the file of another output: give each its own");
      }
    }
    for (String name : read) {
      Path input = path(name);
      if (input != null && isSame(file, input)) {
        throw new UsageException(
            "-o " + Text.escape(output) + " would overwrite what is read: name another file");
      }
    }
    written.add(file);
  }

  private static @Nullable Path path(String name) {
    try {
      return Path.of(name).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return one.equals(other)
          || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
    } catch (IOException e) {
      return false;
    }
  }
}
