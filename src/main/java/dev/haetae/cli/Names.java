package dev.haetae.cli;

import dev.haetae.policy.RuleCatalog;
import dev.haetae.resource.Text;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the name that a user may have meant. */
final class Names {
  private Names() {}

  /** The sentence that says that there is no such rule. */
  static String unknownRule(String id) {
    String near = nearest(id, RuleCatalog.ids());
    return "there is no rule "
        + Text.quote(id)
        + (near == null ? "; 'haetae rules' lists them" : "; did you mean " + near + "?");
  }

  /** The nearest of {@code known}, at most a third of its letters away; null when none is near. */
  static @Nullable String nearest(String name, Collection<String> known) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = candidate.startsWith(name) && !name.isEmpty() ? 1 : distance(name, candidate);
      if (distance < least && distance <= Math.max(2, candidate.length() / 3)) {
        least = distance;
        best = candidate;
      }
    }
    return best;
  }

  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int above = row[j];
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[to.length()];
  }
}
