package dev.haetae.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folders {@code policies/<id>/} of the checkout, and the case files in them. */
public final class PolicyFolders {
  /** The folder of all policies. */
  public static final Path ROOT = Path.of("policies");

  private PolicyFolders() {}

  /** The names of the folders, in order. */
  public static List<String> ids() throws IOException {
    return names(ROOT);
  }

  /** The main file of every case of a rule, in order. */
  public static List<Path> cases(String id) throws IOException {
    Path folder = ROOT.resolve(id).resolve("cases");
    return Files.isDirectory(folder)
        ? names(folder).stream()
            .filter(name -> name.endsWith(".yaml") && !isSibling(name))
            .map(folder::resolve)
            .toList()
        : List.of();
  }

  /** Whether a file name belongs to another case file: its world, policy, old object. */
  public static boolean isSibling(String name) {
    return name.endsWith(".inventory.yaml")
        || name.endsWith(".policy.yaml")
        || name.endsWith(".old.yaml")
        || name.endsWith(".expected.txt");
  }

  /** The names of what is in a folder, in order. */
  public static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
