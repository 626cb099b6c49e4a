package dev.haetae.cli.input;

import dev.haetae.cli.folder.FolderLayout;
import dev.haetae.cli.folder.FolderWalk;
import dev.haetae.cli.folder.PassedOver;
import dev.haetae.cli.input.FoundFile.Folder;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.file.FileFault;
import dev.haetae.render.Rendering;
import dev.haetae.render.Settings;
import dev.haetae.resource.Problem;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.Templates;
import dev.haetae.resource.text.UnreadableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that names stand for: each once, however often it is named, and of folders those
 * that are no part of a chart or kustomization. A chart or an overlay that is named is rendered.
 */
final class FileSearch {
  private final Terminal terminal;
  private final Drafts drafts;
  private final Predicate<Path> enters;
  private final @Nullable Settings settings;
  private final Consumer<Problem> problems;
  private final PassedOver passedOver;
  private final FolderLayout layout = new FolderLayout();
  private final Set<Path> seen = new HashSet<>();
  private final List<FoundFile> found = new ArrayList<>();
  private final List<Folder> folders = new ArrayList<>();
  private long size;

  /**
   * A search.
   *
   * @param drafts texts in place of those on the disk
   * @param enters which of the folders below those that are named are looked into
   * @param settings what charts are rendered with; null when nothing is rendered
   */
  FileSearch(
      Terminal terminal,
      Drafts drafts,
      Predicate<Path> enters,
      @Nullable Settings settings,
      PassedOver passedOver,
      Consumer<Problem> problems) {
    this.terminal = terminal;
    this.drafts = drafts;
    this.enters = enters;
    this.settings = settings;
    this.passedOver = passedOver;
    this.problems = problems;
  }

  /** Takes a file as if it had been found below a folder. */
  void findBelow(Path file) {
    Path root = file.getRoot();
    find(file, new Folder(root == null ? Path.of("") : root));
  }

  /** The files that some names stand for, in the order of the names. */
  List<FoundFile> find(List<String> names) {
    names.forEach(this::find);
    found.removeIf(this::isPassedOver);
    return found;
  }

  /** The folders among the names that hold files of their own. */
  List<Folder> folders() {
    return folders;
  }

  /** The size of all files together, in bytes. */
  long size() {
    return size;
  }

  private void find(String name) {
    if (name.equals(Drafts.STANDARD_INPUT)) {
      findStandardInput();
      return;
    }
    try {
      Path path = Path.of(name);
      if (settings != null && !drafts.has(path) && FolderLayout.isRendered(path)) {
        render(path, settings);
      } else if (Files.isDirectory(path)) {
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

  private void render(Path path, Settings with) {
    Path folder = Files.isDirectory(path) ? path : path.resolveSibling("");
    try {
      if (!seen.add(folder.toRealPath())) {
        return;
      }
    } catch (IOException e) {
      problem(path.toString(), FileFault.ofReading(e));
      return;
    }
    Rendering rendering = FolderLayout.render(folder, with);
    rendering.problems().forEach(problems);
    if (rendering.problems().isEmpty()) {
      byte[] text = rendering.text().getBytes(StandardCharsets.UTF_8);
      size += text.length;
      found.add(new FoundFile(rendering.file(), null, null, () -> text, rendering));
    }
  }

  private void findStandardInput() {
    try {
      byte[] draft = drafts.standardInput();
      byte[] bytes = draft == null ? terminal.in().readNBytes(Limits.FILES.bytes() + 1) : draft;
      found.add(new FoundFile(Drafts.STANDARD_INPUT, null, null, () -> bytes, null));
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
        found.add(new FoundFile(name, file, folder, drafts.source(file), null));
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
      folder.count();
    }
  }

  // What is part of a chart or kustomization, and no object before these are rendered.
  private boolean isPassedOver(FoundFile file) {
    Path path = file.path();
    if (path == null) {
      return false;
    }
    Folder folder = file.folder();
    if (folder == null) {
      return isRefused(file, path);
    }
    if (FolderWalk.isOfHost(folder.path(), path)) {
      passedOver.workflow(file.name());
      return true;
    }
    FolderLayout.Part part = layout.part(path);
    switch (part) {
      case TEMPLATE, CHART ->
          passedOver.chart(
              layout.chart(path), layout.chartName(path), part == FolderLayout.Part.TEMPLATE);
      case KUSTOMIZATION -> {
        if (!layout.isBase(path)) {
          passedOver.overlay(path.resolveSibling("").toString());
        }
      }
      case PATCH -> passedOver.listedPatch(file.name());
      case INPUT -> passedOver.foreign(file.name());
      case MANIFEST -> {}
    }
    return part != FolderLayout.Part.MANIFEST;
  }

  private boolean isRefused(FoundFile file, Path path) {
    if (layout.part(path) == FolderLayout.Part.PATCH) {
      passedOver.namedPatch(file.name());
    }
    String refusal = layout.refusal(path);
    if (refusal == null) {
      return false;
    }
    UnreadableException placeholder = Templates.find(file.text(), 1);
    problems.accept(
        placeholder == null
            ? Problem.of(file.name(), refusal)
            : new Problem(file.name(), placeholder.line(), placeholder.column(), refusal));
    return true;
  }

  private void problem(String file, String message) {
    problems.accept(Problem.of(file, message));
  }
}
