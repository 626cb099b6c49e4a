package dev.haetae.cel.policy;

import java.util.List;
import java.util.TreeSet;

/** Names of what is not known. */
final class Names {
  private Names() {}

  /** Those of both, each once, in order. */
  static List<String> union(List<String> some, List<String> more) {
    if (some.isEmpty()) {
      return more;
    }
    if (more.isEmpty()) {
      return some;
    }
    TreeSet<String> all = new TreeSet<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }
}
