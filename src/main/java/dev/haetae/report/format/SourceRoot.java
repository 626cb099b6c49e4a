package dev.haetae.report.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The folder from which other programs look for the files of a report: the checkout of a pipeline,
 * where the command runs within it, else the working directory. For one thread.
 */
public final class SourceRoot {
  // Where GitHub Actions and GitLab have checked out.
  private static final List<String> CHECKOUTS = List.of("GITHUB_WORKSPACE", "CI_PROJECT_DIR");

  private static final String STANDARD_INPUT = "-";
  private static final String UNRESERVED = "-._~";

  private final Path directory;
  private final Path root;
  private final Map<String, String> known = new HashMap<>();

  private SourceRoot(Path directory, Path root) {
    this.directory = directory;
    this.root = root;
  }

  /**
   * The root for a command.
   *
   * @param directory in which the command runs
   * @param environment environment variables
   */
  public static SourceRoot of(Path directory, Map<String, String> environment) {
    Path here = real(directory.toAbsolutePath());
    for (String name : CHECKOUTS) {
      Path root = checkout(environment.getOrDefault(name, ""));
      if (root != null && here.startsWith(root)) {
        return new SourceRoot(here, root);
      }
    }
    return new SourceRoot(here, here);
  }

  private static @Nullable Path checkout(String named) {
    try {
      Path root = Path.of(named);
      return root.isAbsolute() ? real(root) : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.normalize();
    }
  }

  /**
   * The way from the root to a file, with forward slashes and links resolved; absolute for a file
   * outside, {@code stdin} for standard input.
   *
   * @param file as the user named it
   */
  public String path(String file) {
    return known.computeIfAbsent(file, this::find);
  }

  private String find(String file) {
    if (file.equals(STANDARD_INPUT)) {
      return "stdin";
    }
    try {
      Path real = real(directory.resolve(file));
      return slashed(real.startsWith(root) ? root.relativize(real) : real);
    } catch (InvalidPathException e) {
      return file;
    }
  }

  private static String slashed(Path path) {
    StringJoiner joined = new StringJoiner("/", path.isAbsolute() ? "/" : "", "");
    path.forEach(part -> joined.add(part.toString()));
    return joined.toString();
  }

  /** Returns whether a file lies below the root. */
  public boolean holds(String file) {
    return !path(file).startsWith("/");
  }

  /** The way to a file as a URI: relative below the root, else with the scheme {@code file}. */
  public String uri(String file) {
    String path = path(file);
    StringBuilder out = new StringBuilder(path.startsWith("/") ? "file://" : "");
    for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (one & 0xff);
      boolean isPlain =
          c < 0x80 && (Character.isLetterOrDigit(c) || c == '/' || UNRESERVED.indexOf(c) >= 0);
      if (isPlain) {
        out.append(c);
      } else {
        out.append('%').append(digit(c >> 4)).append(digit(c & 15));
      }
    }
    return out.toString();
  }

  private static char digit(int value) {
    return Character.toUpperCase(Character.forDigit(value, 16));
  }
}
