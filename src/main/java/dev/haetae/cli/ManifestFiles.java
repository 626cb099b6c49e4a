package dev.haetae.cli;

import dev.haetae.file.FileFault;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Problem;
import dev.haetae.resource.text.Limits;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files that a user names: files, folders, {@code -} for standard input. Each file is
 * read once, however often it is named; all are parsed on as many threads as there are processors.
 */
final class ManifestFiles {
  private static final String STANDARD_INPUT = "-";

  private final Terminal terminal;
  private final Predicate<Path> enters;
  private final Set<Path> seen = new HashSet<>();
  private final List<Found> found = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private ManifestFiles(Terminal terminal, Predicate<Path> enters) {
    this.terminal = terminal;
    this.enters = enters;
  }

  /**
   * The files that were read.
   *
   * @param files their contents, in the order of the names
   * @param problems why others could not be read
   * @param notes say which files were passed over
   */
  record Contents<T>(List<Content<T>> files, List<Problem> problems, List<String> notes) {}

  /** A file's content, by the name that the user gave it. */
  record Content<T>(String file, T content) {}

  /** A folder that was named, and how many of its files are worth having named it. */
  private static final class Folder {
    private final Path path;
    private int read;

    Folder(Path path) {
      this.path = path;
    }
  }

  /**
   * A file to be read.
   *
   * @param path null when {@code bytes} are known, or it cannot be read
   * @param bytes those of standard input
   * @param folder the folder in which it was found, if in one
   * @param problem why it cannot be read; empty when it may
   */
  private record Found(
      String name,
      @Nullable Path path,
      byte @Nullable [] bytes,
      @Nullable Folder folder,
      String problem) {}

  /** Reads every manifest under {@code names}. */
  static Contents<Manifest> manifests(
      List<String> names, String defaultNamespace, Terminal terminal, Carriers carriers) {
    return manifests(names, defaultNamespace, false, terminal, carriers);
  }

  /** Reads saved inventories, of which an empty List says that there is nothing. */
  static Contents<Manifest> inventories(
      List<String> names, String defaultNamespace, Terminal terminal, Carriers carriers) {
    return manifests(names, defaultNamespace, true, terminal, carriers);
  }

  private static Contents<Manifest> manifests(
      List<String> names,
      String defaultNamespace,
      boolean mayBeEmpty,
      Terminal terminal,
      Carriers carriers) {
    List<String> notes = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Contents<Manifest> read =
        new ManifestFiles(terminal, _ -> true)
            .read(
                names,
                (bytes, file) ->
                    ManifestReader.read(bytes, file, defaultNamespace, Limits.FILES, carriers),
                (found, manifest) -> {
                  if (mayBeEmpty && manifest.isEmpty() && manifest.holdsList()) {
                    return true;
                  }
                  String file = found.name();
                  if (found.folder() != null && (manifest.isForeign() || manifest.isEmpty())) {
                    // A folder holds other things too: a chart's values, a note in YAML.
                    notes.add(file + ": passed over, it holds no Kubernetes object");
                    return false;
                  }
                  problems.addAll(manifest.problems());
                  if (manifest.isEmpty()) {
                    String what = file.equals(STANDARD_INPUT) ? "standard input" : "the file";
                    problems.add(Problem.of(file, what + " holds no Kubernetes object"));
                  }
                  return true;
                });
    problems.addAll(read.problems());
    return new Contents<>(read.files(), problems, notes);
  }

  /** Reads the bytes of every file under {@code names}. */
  static Contents<byte[]> bytes(List<String> names, Terminal terminal) {
    return new ManifestFiles(terminal, _ -> true).read(names, (bytes, _) -> bytes, (_, _) -> true);
  }

  /**
   * Reads the bytes of every policy under {@code names}. Folders may be laid out like the shipped
   * pack, where the cases of a policy lie beside it.
   */
  static Contents<byte[]> policies(List<String> names, Terminal terminal) {
    return new ManifestFiles(
            terminal,
            folder ->
                !folder.endsWith("cases") || !Files.exists(folder.resolveSibling("policy.yaml")))
        .read(names, (bytes, _) -> bytes, (_, _) -> true);
  }

  /**
   * Reads what is there.
   *
   * @param parser makes a file's content of its bytes and its name
   * @param counts says whether a content is something to have been read; if not, it is left out
   */
  private <T> Contents<T> read(
      List<String> names, BiFunction<byte[], String, T> parser, BiPredicate<Found, T> counts) {
    List<Folder> folders = new ArrayList<>();
    for (String name : names) {
      Folder folder = find(name);
      if (folder != null) {
        folders.add(folder);
      }
    }
    List<Content<T>> contents = new ArrayList<>();
    List<Loaded<T>> all = Parallel.map(found, file -> load(file, parser));
    for (Loaded<T> loaded : all) {
      Found file = loaded.found();
      boolean isRead = loaded.content() == null || counts.test(file, loaded.content());
      if (loaded.content() == null) {
        problem(file.name(), loaded.problem());
      } else if (isRead) {
        contents.add(new Content<>(file.name(), loaded.content()));
      }
      if (isRead && file.folder() != null) {
        file.folder().read++;
      }
    }
    for (Folder folder : folders) {
      if (folder.read == 0) {
        problem(folder.path.toString(), "the folder holds no manifest (*.yaml, *.yml, *.json)");
      }
    }
    return new Contents<>(contents, problems, List.of());
  }

  // Adds to `found`; the folder, if it is one.
  private @Nullable Folder find(String name) {
    if (name.equals(STANDARD_INPUT)) {
      findStandardInput();
      return null;
    }
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        return find(new Folder(path));
      }
      find(path, null);
    } catch (InvalidPathException e) {
      problem(name, "is no name of a file");
    }
    return null;
  }

  private void findStandardInput() {
    try {
      byte[] bytes = terminal.in().readNBytes(Limits.FILES.bytes() + 1);
      found.add(new Found(STANDARD_INPUT, null, bytes, null, ""));
    } catch (IOException e) {
      problem(STANDARD_INPUT, "standard input could not be read: " + FileFault.reason(e));
    }
  }

  // A repeated file, and one that cannot be read, is reason enough to have named the folder.
  private void find(Path file, @Nullable Folder folder) {
    try {
      if (seen.add(file.toRealPath())) {
        found.add(new Found(file.toString(), file, null, folder, ""));
      } else if (folder != null) {
        folder.read++;
      }
    } catch (IOException e) {
      found.add(new Found(file.toString(), null, null, folder, reason(e)));
    }
  }

  private Folder find(Folder folder) {
    Walk walk = new Walk(folder.path);
    try {
      Files.walkFileTree(
          folder.path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
    } catch (IOException e) {
      problem(folder.path.toString(), reason(e));
    }
    walk.files.forEach(file -> find(file, folder));
    return folder;
  }

  /** A walk through a folder that collects its manifests, in order of their names. */
  private final class Walk extends SimpleFileVisitor<Path> {
    private final Path root;
    private final TreeSet<Path> files = new TreeSet<>();

    Walk(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
      return !at.equals(root) && (isHidden(at) || !enters.test(at))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!isHidden(file) && isManifest(file)) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    // A loop of links, a folder that may not be entered.
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      if (!(e instanceof FileSystemLoopException)) {
        problem(file.toString(), reason(e));
      }
      return FileVisitResult.CONTINUE;
    }

    private static boolean isHidden(Path path) {
      return path.getFileName() != null && path.getFileName().toString().startsWith(".");
    }

    private static boolean isManifest(Path file) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }
  }

  /** A file that was looked at: its content, or why it could not be read. */
  private record Loaded<T>(Found found, @Nullable T content, String problem) {}

  private static <T> Loaded<T> load(Found found, BiFunction<byte[], String, T> parser) {
    try {
      byte[] bytes = found.bytes();
      Path path = found.path();
      if (path != null) {
        if (Files.isRegularFile(path) && Files.size(path) > Limits.FILES.bytes()) {
          return new Loaded<>(
              found, null, "the file is larger than " + Limits.FILES.bytes() + " bytes");
        }
        bytes = Files.readAllBytes(path);
      }
      return bytes == null
          ? new Loaded<>(found, null, found.problem())
          : new Loaded<>(found, parser.apply(bytes, found.name()), "");
    } catch (IOException e) {
      return new Loaded<>(found, null, reason(e));
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file or folder";
      case AccessDeniedException _ -> "may not be read: permission denied";
      default -> "could not be read: " + FileFault.reason(e);
    };
  }

  private void problem(String file, String message) {
    problems.add(Problem.of(file, message));
  }
}
