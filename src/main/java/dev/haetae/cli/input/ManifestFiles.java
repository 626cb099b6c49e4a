package dev.haetae.cli.input;

import dev.haetae.cli.folder.FolderLayout;
import dev.haetae.cli.folder.ForeignFile;
import dev.haetae.cli.folder.PassedOver;
import dev.haetae.cli.folder.PatchDocuments;
import dev.haetae.cli.folder.WantedObjects;
import dev.haetae.cli.terminal.OutOfMemory;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.file.FileFault;
import dev.haetae.render.Rendering;
import dev.haetae.render.Settings;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Problem;
import dev.haetae.resource.text.FileText;
import dev.haetae.resource.text.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final List<Problem> problems = Collections.synchronizedList(new ArrayList<>());
  private final PassedOver passedOver = new PassedOver();
  private final Terminal terminal;
  private final FileSearch search;

  private ManifestFiles(
      Terminal terminal, Drafts drafts, Predicate<Path> enters, @Nullable Settings settings) {
    this.terminal = terminal;
    search = new FileSearch(terminal, drafts, enters, settings, passedOver, problems::add);
  }

  /**
   * The files that were read.
   *
   * @param files their contents, in the order of the names
   * @param problems why others could not be read
   * @param notes say which files were passed over
   * @param sources the texts of the files that charts and overlays among them were rendered from,
   *     by name
   */
  public record Contents<T>(
      List<Content<T>> files,
      List<Problem> problems,
      List<String> notes,
      Map<String, Supplier<String>> sources) {}

  /**
   * A file's content, by the name that the user gave it.
   *
   * @param text the file's text, for showing lines of it: read once more when it is asked for
   */
  public record Content<T>(String file, T content, Supplier<String> text) {}

  /** Reads every manifest under {@code names}; of a chart or overlay the files that lie there. */
  public static Contents<Manifest> manifests(
      List<String> names, WantedObjects wanted, Terminal terminal) {
    return manifests(names, wanted, Drafts.NONE, UnaryOperator.identity(), null, terminal);
  }

  /**
   * The same.
   *
   * @param drafts texts in place of those on the disk
   * @param kept is given each manifest as soon as it is read, on whatever thread, and says what is
   *     to be kept of it
   * @param settings what charts and overlays among the names are rendered with; null when they are
   *     not
   */
  public static Contents<Manifest> manifests(
      List<String> names,
      WantedObjects wanted,
      Drafts drafts,
      UnaryOperator<Manifest> kept,
      @Nullable Settings settings,
      Terminal terminal) {
    return new ManifestFiles(terminal, drafts, _ -> true, settings).manifests(names, wanted, kept);
  }

  /**
   * Reads files as if they had been found in folders: what is no manifest is passed over.
   *
   * @param names of the files, of which some may be drafts that are nowhere else
   */
  public static Contents<Manifest> found(
      List<String> names, WantedObjects wanted, Drafts drafts, Terminal terminal) {
    ManifestFiles files = new ManifestFiles(terminal, drafts, _ -> true, null);
    names.forEach(name -> files.search.findBelow(Path.of(name)));
    return files.manifests(List.of(), wanted, UnaryOperator.identity());
  }

  private Contents<Manifest> manifests(
      List<String> names, WantedObjects wanted, UnaryOperator<Manifest> kept) {
    Contents<Parsed> read =
        read(
            names,
            (bytes, file) -> parse(bytes, file, wanted, kept),
            (file, parsed) -> counts(file, parsed, wanted.mayBeEmpty()));
    return new Contents<>(
        read.files().stream()
            .map(file -> new Content<>(file.file(), file.content().manifest(), file.text()))
            .toList(),
        read.problems(),
        read.notes(),
        read.sources());
  }

  /**
   * A manifest that was read.
   *
   * @param foreign what it is when it holds no object; null when it holds some
   * @param patches whether there were patches in it that are no part of it
   * @param likePatches whether there were what can be nothing else
   */
  private record Parsed(
      Manifest manifest, @Nullable ForeignFile foreign, boolean patches, boolean likePatches) {}

  private static Parsed parse(
      byte[] bytes, FoundFile found, WantedObjects wanted, UnaryOperator<Manifest> kept) {
    Manifest all =
        ManifestReader.read(
            bytes,
            found.name(),
            wanted.defaultNamespace(),
            Limits.FILES,
            wanted.carriers(),
            wanted.unread());
    Rendering rendering = found.rendering();
    if (rendering != null) {
      all = placed(all, rendering);
    }
    PatchDocuments.Apart apart =
        found.folder() == null ? PatchDocuments.Apart.whole(all) : PatchDocuments.apart(all);
    Manifest objects = apart.objects();
    boolean isForeign = objects.isForeign() || (objects.isEmpty() && !objects.holdsMore());
    return new Parsed(
        kept.apply(objects).withoutText(),
        isForeign ? foreign(found, all, apart) : null,
        apart.directed(),
        apart.shaped());
  }

  private static ForeignFile foreign(FoundFile found, Manifest all, PatchDocuments.Apart apart) {
    return apart.ours() ? ForeignFile.BASELINE : ForeignFile.of(found.name(), all.text());
  }

  private static Manifest placed(Manifest rendered, Rendering rendering) {
    return new Manifest(
        rendered.text(),
        rendered.resources().stream()
            .map(object -> object.rendered(rendering.origin(object)))
            .toList(),
        rendered.problems().stream().map(rendering::placed).toList(),
        rendered.isForeign(),
        rendered.holdsMore());
  }

  private boolean counts(FoundFile found, Parsed parsed, boolean mayBeEmpty) {
    Manifest manifest = parsed.manifest();
    if (parsed.patches()) {
      passedOver.patch(found.name());
    }
    if (parsed.likePatches()) {
      passedOver.likePatch(found.name());
    }
    if (mayBeEmpty && manifest.isEmpty() && manifest.holdsMore()) {
      return true;
    }
    Path path = found.path();
    ForeignFile foreign = parsed.foreign();
    boolean isBroken = path != null && FolderLayout.isNamedKustomization(path);
    if (found.folder() != null && foreign != null && !isBroken) {
      // A folder holds other things too: a chart's values, a kustomization without a kind.
      if (!parsed.patches() && !parsed.likePatches()) {
        passedOver.foreign(found.name(), foreign);
      }
      return false;
    }
    problems.addAll(manifest.problems());
    if (foreign != null && manifest.problems().isEmpty()) {
      problem(found.name(), emptiness(found));
    }
    return true;
  }

  private static String emptiness(FoundFile found) {
    Rendering rendering = found.rendering();
    return rendering == null
        ? (found.path() == null ? "standard input" : "the file") + " holds no Kubernetes object"
        : rendering.emptiness();
  }

  /** Reads the bytes of every file under {@code names}. */
  public static Contents<byte[]> bytes(List<String> names, Terminal terminal) {
    return new ManifestFiles(terminal, Drafts.NONE, _ -> true, null)
        .read(names, (bytes, _) -> bytes, (_, _) -> true);
  }

  /**
   * Reads the bytes of every policy under {@code names}. Folders may be laid out like the shipped
   * pack, where the cases of a policy lie beside it.
   */
  public static Contents<byte[]> policies(List<String> names, Terminal terminal) {
    Predicate<Path> enters =
        folder -> !folder.endsWith("cases") || !Files.exists(folder.resolveSibling("policy.yaml"));
    return new ManifestFiles(terminal, Drafts.NONE, enters, null)
        .read(names, (bytes, _) -> bytes, (_, _) -> true);
  }

  // Whose content does not count is left out; a folder of such alone holds nothing.
  private <T> Contents<T> read(
      List<String> names,
      BiFunction<byte[], FoundFile, T> parser,
      BiPredicate<FoundFile, T> counts) {
    List<FoundFile> found = search.find(names);
    OutOfMemory.Watch memory = OutOfMemory.Watch.over(search.size());
    List<Optional<T>> contents =
        Parallel.map(
            found,
            file -> {
              memory.requireRoom();
              return load(file, parser);
            });
    List<Content<T>> read = new ArrayList<>();
    Map<String, Supplier<String>> sources = new HashMap<>();
    for (int i = 0; i < contents.size(); i++) {
      FoundFile file = found.get(i);
      T content = contents.get(i).orElse(null);
      boolean isRead = content == null || counts.test(file, content);
      if (content != null && isRead) {
        read.add(new Content<>(file.name(), content, text(file, sources)));
      }
      if (isRead && file.folder() != null) {
        file.folder().count();
      }
    }
    for (FoundFile.Folder folder : search.folders()) {
      if (folder.isEmpty()) {
        problem(folder.path().toString(), passedOver.nothingLeft());
      }
    }
    return new Contents<>(read, problems, passedOver.notes(), sources);
  }

  // What was rendered is shown by the files that it comes from.
  private static Supplier<String> text(FoundFile file, Map<String, Supplier<String>> sources) {
    Rendering rendering = file.rendering();
    if (rendering == null) {
      return file::text;
    }
    for (String source : rendering.sources()) {
      sources.put(source, () -> textOf(source));
    }
    return () -> textOf(file.name());
  }

  private static String textOf(String file) {
    try {
      return FileText.shown(Drafts.bytes(Path.of(file)));
    } catch (IOException e) {
      // It is gone by now; what is said of it stands without its lines.
      return "";
    }
  }

  private <T> Optional<T> load(FoundFile file, BiFunction<byte[], FoundFile, T> parser) {
    try {
      T content = parser.apply(file.source().read(), file);
      terminal.progress().fileRead();
      return Optional.of(content);
    } catch (IOException e) {
      problem(file.name(), FileFault.ofReading(e));
      return Optional.empty();
    }
  }

  private void problem(String file, String message) {
    problems.add(Problem.of(file, message));
  }
}
