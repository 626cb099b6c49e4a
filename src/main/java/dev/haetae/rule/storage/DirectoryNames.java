package dev.haetae.rule.storage;

import dev.haetae.resource.FilePath;
import dev.haetae.rule.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Directories of containers, as a policy lists them: an absolute path stands for itself and all
 * below, a word for every directory of that name and all below.
 */
final class DirectoryNames {
  private final List<String> prefixes = new ArrayList<>();
  private final List<String> words = new ArrayList<>();

  /** The directories that the parameter {@code name} lists. */
  DirectoryNames(Parameters parameters, String name, List<String> fallback) {
    for (String entry : parameters.texts(name, fallback)) {
      if (entry.startsWith("/")) {
        prefixes.add(FilePath.resolve(entry));
      } else if (entry.isEmpty() || entry.contains("/")) {
        parameters.problem(name, "must hold absolute paths or single names of directories");
      } else {
        words.add('/' + entry + '/');
      }
    }
  }

  /** Returns whether a resolved path is one of them or lies below one. */
  boolean include(String path) {
    for (int i = 0; i < prefixes.size(); i++) {
      if (FilePath.isAtOrBelow(path, prefixes.get(i))) {
        return true;
      }
    }
    if (words.isEmpty()) {
      return false;
    }
    String closed = path + '/';
    for (int i = 0; i < words.size(); i++) {
      if (closed.contains(words.get(i))) {
        return true;
      }
    }
    return false;
  }
}
