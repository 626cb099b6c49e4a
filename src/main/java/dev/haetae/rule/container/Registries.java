package dev.haetae.rule.container;

import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * The registries that images may come from: {@code registries}, each a host with or without a path.
 */
final class Registries {
  private final List<String> prefixes = new ArrayList<>();

  /** The registries that a policy lists. */
  Registries(Parameters parameters) {
    for (String written : parameters.texts("registries", List.of())) {
      String entry = written.endsWith("/") ? written.substring(0, written.length() - 1) : written;
      int slash = entry.indexOf('/');
      String registry = ImageReference.registry(slash < 0 ? entry : entry.substring(0, slash));
      String path = slash < 0 ? "" : entry.substring(slash);
      if (ImageReference.isHost(registry, registry.length())
          && ImageReference.isRegistry(registry)
          && (path.isEmpty() || ImageReference.isPath(path.substring(1)))) {
        prefixes.add(registry + path);
      } else {
        parameters.problem(
            "registries",
            Sentence.of(
                "must hold hosts such as registry.example.com:5000, or names below them, not %q",
                written));
      }
    }
  }

  /**
   * Returns whether an image may come from where it does: anywhere but the node when none is
   * listed.
   */
  boolean include(ImageReference image) {
    for (int i = 0; i < prefixes.size(); i++) {
      if (image.isBelow(prefixes.get(i))) {
        return true;
      }
    }
    return prefixes.isEmpty() && !image.isOfTheNode();
  }

  /** The hosts and names, in the order of writing. */
  List<String> names() {
    return prefixes;
  }
}
