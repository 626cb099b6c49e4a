package dev.haetae.cli;

import dev.haetae.file.FileFault;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Problem;
import dev.haetae.resource.text.Limits;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the files that a user names: files, folders, {@code -} for standard input. */
final class ManifestFiles {
  private static final String STANDARD_INPUT = "-";

  private final Terminal terminal;
  private final Carriers carriers;
  private final Set<Path> seen = new HashSet<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** The files of a command, in which these kinds carry pod specs. */
  ManifestFiles(Terminal terminal, Carriers carriers) {
    this.terminal = terminal;
    this.carriers = carriers;
  }

  /** What could not be read, so far. */
  List<Problem> problems() {
    return problems;
  }

  /** What was passed over, so far. */
  List<String> notes() {
    return notes;
  }

  /** Hands every manifest under {@code names} to {@code reader}, with its name, in order. */
  void manifests(List<String> names, String defaultNamespace, BiConsumer<String, Manifest> reader) {
    manifests(names, defaultNamespace, false, reader);
  }

  /** The same for saved inventories, of which an empty List says that there is nothing. */
  void inventories(
      List<String> names, String defaultNamespace, BiConsumer<String, Manifest> reader) {
    manifests(names, defaultNamespace, true, reader);
  }

  private void manifests(
      List<String> names,
      String defaultNamespace,
      boolean mayBeEmpty,
      BiConsumer<String, Manifest> reader) {
    visit(
        names,
        _ -> true,
        (bytes, file) -> ManifestReader.read(bytes, file, defaultNamespace, Limits.FILES, carriers),
        (file, manifest, inFolder) -> manifest(file, inFolder, mayBeEmpty, manifest, reader));
  }

  private boolean manifest(
      String file,
      boolean inFolder,
      boolean mayBeEmpty,
      Manifest manifest,
      BiConsumer<String, Manifest> reader) {
    if (mayBeEmpty && manifest.isEmpty() && manifest.holdsList()) {
      return true;
    }
    if (inFolder && (manifest.isForeign() || manifest.isEmpty())) {
      // A folder holds other things too: a chart's values, a kustomization without a kind.
      notes.add(file + ": passed over, it holds no Kubernetes object");
      return false;
    }
    problems.addAll(manifest.problems());
    if (manifest.isEmpty()) {
      String what = file.equals(STANDARD_INPUT) ? "standard input" : "the file";
      problems.add(Problem.of(file, what + " holds no Kubernetes object"));
    }
    reader.accept(file, manifest);
    return true;
  }

  /** Hands the bytes of every file under {@code names} to {@code reader}, with its name. */
  void bytes(List<String> names, BiConsumer<String, byte[]> reader) {
    visit(names, _ -> true, (bytes, _) -> bytes, always(reader));
  }

  /**
   * Hands the bytes of every policy under {@code names} to {@code reader}, with its name. Folders
   * may be laid out like the shipped pack, where the cases of a policy lie beside it.
   */
  void policies(List<String> names, BiConsumer<String, byte[]> reader) {
    visit(
        names,
        folder -> !folder.endsWith("cases") || !Files.exists(folder.resolveSibling("policy.yaml")),
        (bytes, _) -> bytes,
        always(reader));
  }

  private static FileReader<byte[]> always(BiConsumer<String, byte[]> reader) {
    return (file, bytes, _) -> {
      reader.accept(file, bytes);
      return true;
    };
  }

  @FunctionalInterface
  private interface FileReader<T> {
    /** Whether there was something in the file to read. */
    boolean read(String file, T content, boolean inFolder);
  }

  /** A file's bytes and its name. */
  private interface Parser<T> {
    T parse(byte[] bytes, String file);
  }

  /**
   * A file that was looked at.
   *
   * @param content null when it could not be read
   * @param problem why it could not be read
   */
  private record Loaded<T>(Path file, @Nullable T content, String problem) {}

  private <T> void visit(
      List<String> names, Predicate<Path> folders, Parser<T> parser, FileReader<T> reader) {
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      Path path = path(name);
      if (path != null && !Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      files(files, false, parser, reader);
      files.clear();
      if (path != null) {
        folder(path, folders, parser, reader);
      } else if (name.equals(STANDARD_INPUT)) {
        readStandardInput(parser, reader);
      } else {
        problem(name, "is no name of a file");
      }
    }
    files(files, false, parser, reader);
  }

  private static @Nullable Path path(String name) {
    try {
      return name.equals(STANDARD_INPUT) ? null : Path.of(name);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private <T> void readStandardInput(Parser<T> parser, FileReader<T> reader) {
    try {
      byte[] bytes = terminal.in().readNBytes(Limits.FILES.bytes() + 1);
      reader.read(STANDARD_INPUT, parser.parse(bytes, STANDARD_INPUT), false);
    } catch (IOException e) {
      problem(STANDARD_INPUT, "standard input could not be read: " + FileFault.reason(e));
    }
  }

  private <T> void folder(
      Path folder, Predicate<Path> folders, Parser<T> parser, FileReader<T> reader) {
    TreeSet<Path> files = new TreeSet<>();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
              return !at.equals(folder) && (isHidden(at) || !folders.test(at))
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
              if (!(e instanceof java.nio.file.FileSystemLoopException)) {
                problem(file.toString(), reason(e));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      problem(folder.toString(), reason(e));
    }
    if (files(files, true, parser, reader) == 0) {
      problem(folder.toString(), "the folder holds no manifest (*.yaml, *.yml, *.json)");
    }
  }

  private static boolean isHidden(Path path) {
    return path.getFileName() != null && path.getFileName().toString().startsWith(".");
  }

  private static boolean isManifest(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }

  // How many of the files count as read: repeated ones do, and those that cannot be read. They are
  // parsed by as many threads as there are processors, and handed on in order.
  private <T> int files(
      Collection<Path> files, boolean inFolder, Parser<T> parser, FileReader<T> reader) {
    int read = 0;
    List<Path> fresh = new ArrayList<>(files.size());
    for (Path file : files) {
      try {
        if (seen.add(file.toRealPath())) {
          fresh.add(file);
        } else {
          read++;
        }
      } catch (IOException e) {
        problem(file.toString(), reason(e));
        read++;
      }
    }
    for (Loaded<T> loaded : Parallel.map(fresh, file -> load(file, parser))) {
      String file = loaded.file().toString();
      if (loaded.content() == null) {
        problem(file, loaded.problem());
        read++;
      } else {
        read += reader.read(file, loaded.content(), inFolder) ? 1 : 0;
      }
    }
    return read;
  }

  private static <T> Loaded<T> load(Path file, Parser<T> parser) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > Limits.FILES.bytes()) {
        String problem = "the file is larger than " + Limits.FILES.bytes() + " bytes";
        return new Loaded<>(file, null, problem);
      }
      return new Loaded<>(file, parser.parse(Files.readAllBytes(file), file.toString()), "");
    } catch (IOException e) {
      return new Loaded<>(file, null, reason(e));
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
