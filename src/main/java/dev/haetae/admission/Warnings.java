package dev.haetae.admission;

import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Warnings as the API server passes them on: at most 256 characters each and 4096 together, each on
 * one line ({@code k8s.io/apiserver}, {@code endpoints/filters/warning.go}, which cuts without a
 * word).
 */
final class Warnings {
  static final int EACH = Sentence.ROOM;
  static final int TOGETHER = 4096;

  // Room for "and 10000 more".
  private static final int RESERVE = 20;

  private Warnings() {}

  /** The warnings, cut to their limits; the last one says how many are left out. */
  static List<String> within(List<String> warnings) {
    return within(warnings, 0);
  }

  /**
   * The warnings, cut to their limits; the last one says how many are left out.
   *
   * @param more how many there are besides
   */
  static List<String> within(List<String> warnings, int more) {
    List<String> kept = new ArrayList<>(warnings.size() + 1);
    int total = 0;
    for (int i = 0; i < warnings.size(); i++) {
      String warning = cut(Text.escape(warnings.get(i)));
      int length = warning.codePointCount(0, warning.length());
      boolean last = i == warnings.size() - 1 && more == 0;
      if (total + length + (last ? 0 : RESERVE) > TOGETHER) {
        kept.add("and " + (warnings.size() - i + more) + " more");
        return kept;
      }
      total += length;
      kept.add(warning);
    }
    if (more > 0) {
      kept.add("and " + more + " more");
    }
    return kept;
  }

  private static String cut(String line) {
    if (line.codePointCount(0, line.length()) <= EACH) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, EACH - 1)) + '…';
  }
}
