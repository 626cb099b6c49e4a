package dev.haetae.cli.input;

import dev.haetae.cli.folder.FolderLayout;
import dev.haetae.cli.folder.FolderWalk;
import dev.haetae.cli.folder.PassedOver;
import dev.haetae.cli.folder.PatchDocuments;
import dev.haetae.cli.folder.WantedObjects;
import dev.haetae.cli.terminal.OutOfMemory;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.file.FileFault;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Problem;
import dev.haetae.resource.text.FileText;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.Templates;
import dev.haetae.resource.text.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files that a user names: files, folders, {@code -} for standard input. Each file is
 * read once, however often it is named; all are parsed on as many threads as there are processors.
 */
public final class ManifestFiles {
  private final Terminal terminal;
  private final Drafts drafts;
  private final Predicate<Path> enters;
  private final Set<Path> seen = new HashSet<>();
  private final List<Found> found = new ArrayList<>();
  private final List<Problem> problems = Collections.synchronizedList(new ArrayList<>());
  private long size;
  private final FolderLayout layout = new FolderLayout();
  private final PassedOver passedOver = new PassedOver();

  private ManifestFiles(Terminal terminal, Drafts drafts, Predicate<Path> enters) {
    this.terminal = terminal;
    this.drafts = drafts;
    this.enters = enters;
  }

  /**
   * The files that were read.
   *
   * @param files their contents, in the order of the names
   * @param problems why others could not be read
   * @param notes say which files were passed over
   */
  public record Contents<T>(List<Content<T>> files, List<Problem> problems, List<String> notes) {}

  /**
   * A file's content, by the name that the user gave it.
   *
   * @param text the file's text, for showing lines of it: read once more when it is asked for
   */
  public record Content<T>(String file, T content, Supplier<String> text) {}

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
   * @param path null for standard input
   * @param folder in which it was found; null when it was named itself
   */
  private record Found(
      String name, @Nullable Path path, @Nullable Folder folder, Drafts.Source source) {
    String text() {
      try {
        return FileText.shown(source.read());
      } catch (IOException e) {
        // It is gone by now; what is said of it stands without its lines.
        return "";
      }
    }
  }

  /** Reads every manifest under {@code names}. */
  public static Contents<Manifest> manifests(
      List<String> names, WantedObjects wanted, Terminal terminal) {
    return manifests(names, wanted, Drafts.NONE, UnaryOperator.identity(), terminal);
  }

  /**
   * The same.
   *
   * @param drafts texts in place of those on the disk
   * @param kept is given each manifest as soon as it is read, on whatever thread, and says what is
   *     to be kept of it
   */
  public static Contents<Manifest> manifests(
      List<String> names,
      WantedObjects wanted,
      Drafts drafts,
      UnaryOperator<Manifest> kept,
      Terminal terminal) {
    ManifestFiles files = new ManifestFiles(terminal, drafts, _ -> true);
    Contents<Parsed> read =
        files.read(
            names,
            (bytes, found) -> parse(bytes, found, wanted, kept),
            (found, parsed) -> files.counts(found, parsed, wanted.mayBeEmpty()));
    return new Contents<>(
        read.files().stream()
            .map(file -> new Content<>(file.file(), file.content().manifest(), file.text()))
            .toList(),
        read.problems(),
        read.notes());
  }

  /** A manifest that was read, and whether there were patches in it that are no part of it. */
  private record Parsed(Manifest manifest, boolean isForeign, boolean patches) {}

  private static Parsed parse(
      byte[] bytes, Found found, WantedObjects wanted, UnaryOperator<Manifest> kept) {
    Manifest all =
        ManifestReader.read(
            bytes,
            found.name(),
            wanted.defaultNamespace(),
            Limits.FILES,
            wanted.carriers(),
            wanted.unread());
    Manifest objects = found.folder() == null ? all : PatchDocuments.without(all);
    boolean foreign = objects.isForeign() || (objects.isEmpty() && !objects.holdsMore());
    return new Parsed(
        kept.apply(objects).withoutText(),
        foreign,
        objects.resources().size() < all.resources().size() && PatchDocuments.areIn(all));
  }

  private boolean counts(Found found, Parsed parsed, boolean mayBeEmpty) {
    Manifest manifest = parsed.manifest();
    if (found.folder() != null && parsed.patches()) {
      passedOver.patch(found.name());
    }
    if (mayBeEmpty && manifest.isEmpty() && manifest.holdsMore()) {
      return true;
    }
    Path path = found.path();
    boolean isBroken = path != null && FolderLayout.isNamedKustomization(path);
    if (found.folder() != null && parsed.isForeign() && !isBroken) {
      // A folder holds other things too: a chart's values, a kustomization without a kind.
      if (!parsed.patches()) {
        passedOver.foreign(found.name());
      }
      return false;
    }
    problems.addAll(manifest.problems());
    if (parsed.isForeign() && manifest.problems().isEmpty()) {
      String what = found.path() == null ? "standard input" : "the file";
      problem(found.name(), what + " holds no Kubernetes object");
    }
    return true;
  }

  /** Reads the bytes of every file under {@code names}. */
  public static Contents<byte[]> bytes(List<String> names, Terminal terminal) {
    return new ManifestFiles(terminal, Drafts.NONE, _ -> true)
        .read(names, (bytes, _) -> bytes, (_, _) -> true);
  }

  /**
   * Reads the bytes of every policy under {@code names}. Folders may be laid out like the shipped
   * pack, where the cases of a policy lie beside it.
   */
  public static Contents<byte[]> policies(List<String> names, Terminal terminal) {
    Predicate<Path> enters =
        folder -> !folder.endsWith("cases") || !Files.exists(folder.resolveSibling("policy.yaml"));
    return new ManifestFiles(terminal, Drafts.NONE, enters)
        .read(names, (bytes, _) -> bytes, (_, _) -> true);
  }

  // Whose content does not count is left out; a folder of such alone holds nothing.
  private <T> Contents<T> read(
      List<String> names, BiFunction<byte[], Found, T> parser, BiPredicate<Found, T> counts) {
    List<Folder> folders = new ArrayList<>();
    names.forEach(name -> find(name, folders));
    found.removeIf(this::isPassedOver);
    OutOfMemory.Watch memory = OutOfMemory.Watch.over(size);
    List<Optional<T>> contents =
        Parallel.map(
            found,
            file -> {
              memory.requireRoom();
              return load(file, parser);
            });
    List<Content<T>> read = new ArrayList<>();
    for (int i = 0; i < contents.size(); i++) {
      Found file = found.get(i);
      T content = contents.get(i).orElse(null);
      boolean isRead = content == null || counts.test(file, content);
      if (content != null && isRead) {
        read.add(new Content<>(file.name(), content, file::text));
      }
      if (isRead) {
        count(file.folder());
      }
    }
    for (Folder folder : folders) {
      if (folder.read == 0) {
        problem(
            folder.path.toString(),
            passedOver.hasTemplates()
                ? "the folder holds no manifest but templates: render them first (helm template)"
                : "the folder holds no manifest (*.yaml, *.yml, *.json)");
      }
    }
    return new Contents<>(read, problems, passedOver.notes());
  }

  // What is part of a chart or kustomization, and no object before these are rendered.
  private boolean isPassedOver(Found file) {
    Path path = file.path();
    if (path == null) {
      return false;
    }
    if (file.folder() == null) {
      return isRefused(file, path);
    }
    FolderLayout.Part part = layout.part(path);
    switch (part) {
      case TEMPLATE -> passedOver.template(file.name(), layout.chartName(path));
      case PATCH -> passedOver.listedPatch(file.name());
      case CHART, KUSTOMIZATION, INPUT -> passedOver.foreign(file.name());
      case MANIFEST -> {}
    }
    return part != FolderLayout.Part.MANIFEST;
  }

  private boolean isRefused(Found file, Path path) {
    if (layout.part(path) == FolderLayout.Part.PATCH) {
      passedOver.namedPatch(file.name());
    }
    String refusal = layout.refusal(path);
    if (refusal == null) {
      return false;
    }
    UnreadableException placeholder = Templates.find(file.text(), 1);
    problems.add(
        placeholder == null
            ? Problem.of(file.name(), refusal)
            : new Problem(file.name(), placeholder.line(), placeholder.column(), refusal));
    return true;
  }

  private <T> Optional<T> load(Found file, BiFunction<byte[], Found, T> parser) {
    try {
      T content = parser.apply(file.source().read(), file);
      terminal.progress().fileRead();
      return Optional.of(content);
    } catch (IOException e) {
      problem(file.name(), FileFault.ofReading(e));
      return Optional.empty();
    }
  }

  private void find(String name, List<Folder> folders) {
    if (name.equals(Drafts.STANDARD_INPUT)) {
      findStandardInput();
      return;
    }
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        Folder folder = new Folder(path);
        folders.add(folder);
        FolderWalk.files(
                path, enters, (file, e) -> problem(file.toString(), FileFault.ofReading(e)))
            .forEach(file -> find(file, folder));
      } else {
        find(path, null);
      }
    } catch (InvalidPathException e) {
      problem(name, "is no name of a file");
    }
  }

  private void findStandardInput() {
    try {
      byte[] draft = drafts.standardInput();
      byte[] bytes = draft == null ? terminal.in().readNBytes(Limits.FILES.bytes() + 1) : draft;
      found.add(new Found(Drafts.STANDARD_INPUT, null, null, () -> bytes));
    } catch (IOException e) {
      problem(Drafts.STANDARD_INPUT, "standard input could not be read: " + FileFault.reason(e));
    }
  }

  // A repeated file, and one that cannot be read, is reason enough to have named the folder.
  private void find(Path file, @Nullable Folder folder) {
    String name = file.toString();
    try {
      if (!seen.add(drafts.known(file))) {
        count(folder);
      } else if (added(drafts.size(file)) > Limits.FILES.bytes()) {
        count(folder);
        problem(name, "the file is larger than " + Limits.FILES.bytes() + " bytes");
      } else {
        found.add(new Found(name, file, folder, drafts.source(file)));
        layout.see(file);
      }
    } catch (IOException e) {
      count(folder);
      problem(name, FileFault.ofReading(e));
    }
  }

  private long added(long bytes) {
    size += bytes;
    return bytes;
  }

  private static void count(@Nullable Folder folder) {
    if (folder != null) {
      folder.read++;
    }
  }

  private void problem(String file, String message) {
    problems.add(Problem.of(file, message));
  }
}
