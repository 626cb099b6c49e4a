package dev.haetae.cli.editor;

import dev.haetae.cli.folder.WantedObjects;
import dev.haetae.cli.input.Drafts;
import dev.haetae.cli.input.ManifestFiles;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Resource;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The objects in the files of a workspace, as they lie on the disk. A folder that is no project but
 * a whole disk is left out: an editor does not wait for it.
 */
final class WorkspaceFiles {
  private static final int MOST_ENTRIES = 200_000;
  private static final int MOST_MANIFESTS = 5_000;
  private static final long MOST_BYTES = 64L << 20;

  private final List<Resource> objects = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private WorkspaceFiles() {}

  /** No folder's. */
  static WorkspaceFiles none() {
    return new WorkspaceFiles();
  }

  /** Those of folders. What cannot be read is left out: who opens it is told. */
  static WorkspaceFiles read(List<Path> folders, WantedObjects wanted, Terminal terminal) {
    WorkspaceFiles files = new WorkspaceFiles();
    List<String> small = new ArrayList<>();
    for (Path folder : folders) {
      if (Size.isSmall(folder)) {
        small.add(folder.toString());
      } else {
        files.notes.add(
            folder
                + " holds more than "
                + MOST_MANIFESTS
                + " manifests, "
                + (MOST_BYTES >> 20)
                + " MiB of them or "
                + MOST_ENTRIES
                + " files: what is open is judged without them; open a folder below it");
      }
    }
    ManifestFiles.Contents<Manifest> read =
        ManifestFiles.manifests(
            small, wanted, Drafts.NONE, UnaryOperator.identity(), null, terminal);
    read.files().forEach(file -> files.objects.addAll(file.content().resources()));
    return files;
  }

  /** The objects of all files but those. */
  List<Resource> without(Set<String> names) {
    return objects.stream().filter(object -> !names.contains(object.origin().file())).toList();
  }

  /** The notes for the user. */
  List<String> notes() {
    return notes;
  }

  /** A walk that ends as soon as it has seen too much. */
  private static final class Size extends SimpleFileVisitor<Path> {
    private final Path root;
    private int entries;
    private int manifests;
    private long bytes;

    private Size(Path root) {
      this.root = root;
    }

    static boolean isSmall(Path root) {
      Size size = new Size(root);
      try {
        Files.walkFileTree(root, size);
      } catch (IOException e) {
        // Who reads it says why it cannot be read.
        return true;
      }
      return size.isSmall();
    }

    private boolean isSmall() {
      return entries <= MOST_ENTRIES && manifests <= MOST_MANIFESTS && bytes <= MOST_BYTES;
    }

    private FileVisitResult next() {
      entries++;
      return isSmall() ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
      boolean hidden = !at.equals(root) && String.valueOf(at.getFileName()).startsWith(".");
      return hidden ? FileVisitResult.SKIP_SUBTREE : next();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.toString();
      if (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json")) {
        manifests++;
        bytes += attributes.size();
      }
      return next();
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return next();
    }
  }
}
