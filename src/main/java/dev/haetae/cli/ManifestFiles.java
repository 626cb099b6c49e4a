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
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
  private final List<Problem> problems = Collections.synchronizedList(new ArrayList<>());
  private final List<String> notes = new ArrayList<>();

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

  @FunctionalInterface
  private interface Source {
    byte[] read() throws IOException;
  }

  private record Found(String name, @Nullable Folder folder, Source source) {}

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
    ManifestFiles files = new ManifestFiles(terminal, _ -> true);
    return files.read(
        names,
        (bytes, file) -> ManifestReader.read(bytes, file, defaultNamespace, Limits.FILES, carriers),
        (found, manifest) ->
            (mayBeEmpty && manifest.isEmpty() && manifest.holdsList())
                || files.isManifest(found, manifest));
  }

  private boolean isManifest(Found found, Manifest manifest) {
    if (found.folder() != null && (manifest.isForeign() || manifest.isEmpty())) {
      // A folder holds other things too: a chart's values, a kustomization without a kind.
      notes.add(found.name() + ": passed over, it holds no Kubernetes object");
      return false;
    }
    problems.addAll(manifest.problems());
    if (manifest.isEmpty()) {
      String what = found.name().equals(STANDARD_INPUT) ? "standard input" : "the file";
      problem(found.name(), what + " holds no Kubernetes object");
    }
    return true;
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
    Predicate<Path> enters =
        folder -> !folder.endsWith("cases") || !Files.exists(folder.resolveSibling("policy.yaml"));
    return new ManifestFiles(terminal, enters).read(names, (bytes, _) -> bytes, (_, _) -> true);
  }

  // Whose content does not count is left out; a folder of such alone holds nothing.
  private <T> Contents<T> read(
      List<String> names, BiFunction<byte[], String, T> parser, BiPredicate<Found, T> counts) {
    List<Folder> folders = new ArrayList<>();
    names.forEach(name -> find(name, folders));
    List<Optional<T>> contents = Parallel.map(found, file -> load(file, parser));
    List<Content<T>> read = new ArrayList<>();
    for (int i = 0; i < contents.size(); i++) {
      Found file = found.get(i);
      T content = contents.get(i).orElse(null);
      boolean isRead = content == null || counts.test(file, content);
      if (content != null && isRead) {
        read.add(new Content<>(file.name(), content));
      }
      if (isRead) {
        count(file.folder());
      }
    }
    for (Folder folder : folders) {
      if (folder.read == 0) {
        problem(folder.path.toString(), "the folder holds no manifest (*.yaml, *.yml, *.json)");
      }
    }
    return new Contents<>(read, problems, notes);
  }

  private <T> Optional<T> load(Found file, BiFunction<byte[], String, T> parser) {
    try {
      return Optional.of(parser.apply(file.source().read(), file.name()));
    } catch (IOException e) {
      problem(file.name(), reason(e));
      return Optional.empty();
    }
  }

  private void find(String name, List<Folder> folders) {
    if (name.equals(STANDARD_INPUT)) {
      findStandardInput();
      return;
    }
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        folders.add(new Folder(path));
        find(folders.getLast());
      } else {
        find(path, null);
      }
    } catch (InvalidPathException e) {
      problem(name, "is no name of a file");
    }
  }

  private void findStandardInput() {
    try {
      byte[] bytes = terminal.in().readNBytes(Limits.FILES.bytes() + 1);
      found.add(new Found(STANDARD_INPUT, null, () -> bytes));
    } catch (IOException e) {
      problem(STANDARD_INPUT, "standard input could not be read: " + FileFault.reason(e));
    }
  }

  // A repeated file, and one that cannot be read, is reason enough to have named the folder.
  private void find(Path file, @Nullable Folder folder) {
    String name = file.toString();
    try {
      if (!seen.add(file.toRealPath())) {
        count(folder);
      } else if (Files.isRegularFile(file) && Files.size(file) > Limits.FILES.bytes()) {
        count(folder);
        problem(name, "the file is larger than " + Limits.FILES.bytes() + " bytes");
      } else {
        found.add(new Found(name, folder, () -> Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      count(folder);
      problem(name, reason(e));
    }
  }

  private static void count(@Nullable Folder folder) {
    if (folder != null) {
      folder.read++;
    }
  }

  private void find(Folder folder) {
    Walk walk = new Walk(folder.path);
    try {
      Files.walkFileTree(
          folder.path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
    } catch (IOException e) {
      problem(folder.path.toString(), reason(e));
    }
    walk.files.forEach(file -> find(file, folder));
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
