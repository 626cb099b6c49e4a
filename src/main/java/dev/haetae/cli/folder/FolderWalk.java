package dev.haetae.cli.folder;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** A walk through a folder that collects its manifests, in order of their names. */
public final class FolderWalk extends SimpleFileVisitor<Path> {
  private static final Set<String> HOSTS = Set.of(".github", ".gitea", ".forgejo", ".circleci");
  private static final Set<String> PIPELINES =
      Set.of(".gitlab-ci.yml", ".gitlab-ci.yaml", ".travis.yml", ".drone.yml", ".woodpecker.yml");

  private final Path root;
  private final Predicate<Path> enters;
  private final BiConsumer<Path, IOException> failed;
  private final TreeSet<Path> files = new TreeSet<>();

  private FolderWalk(Path root, Predicate<Path> enters, BiConsumer<Path, IOException> failed) {
    this.root = root;
    this.enters = enters;
    this.failed = failed;
  }

  /**
   * The files of a folder that are named like manifests; hidden ones are left out, but for
   * workflows.
   *
   * @param enters which of the folders below it are looked into
   * @param failed is told what cannot be looked into
   */
  public static SortedSet<Path> files(
      Path root, Predicate<Path> enters, BiConsumer<Path, IOException> failed) {
    FolderWalk walk = new FolderWalk(root, enters, failed);
    try {
      Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
    } catch (IOException e) {
      failed.accept(root, e);
    }
    return walk.files;
  }

  /**
   * Returns whether a file is for the service that holds the repository: its workflows, and what
   * else lies beside them.
   *
   * @param root the folder of the walk
   */
  public static boolean isOfHost(Path root, Path file) {
    String name = String.valueOf(file.getFileName());
    for (Path part : root.relativize(file)) {
      if (HOSTS.contains(part.toString())) {
        return true;
      }
    }
    return PIPELINES.contains(name);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
    boolean isHidden = isHidden(at) && !isOfHost(root, at);
    return !at.equals(root) && (isHidden || !enters.test(at))
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if ((!isHidden(file) || isOfHost(root, file)) && isManifest(file)) {
      files.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  // A loop of links, a folder that may not be entered.
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    if (!(e instanceof FileSystemLoopException)) {
      failed.accept(file, e);
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
