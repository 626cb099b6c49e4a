package dev.haetae.fix;

import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.resource.tree.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The fixes that a report offers.
 *
 * <p>Repairs are made one upon the other, so those of an object go together. The patches of
 * findings are made for the object as it was judged, each policy's by itself: of an object those of
 * one policy go first, and the others are offered again by the next report.
 */
final class OpenFixes {
  private OpenFixes() {}

  private record Written(String file, int document, Path object) {}

  /** The fixes that can be made at once, but for those that are not wanted. */
  static List<Fix> of(Report report, Predicate<Fix> wanted) {
    Map<Written, List<Fix>> byObject = new LinkedHashMap<>();
    for (Fix fix : all(report)) {
      if (wanted.test(fix)) {
        byObject
            .computeIfAbsent(
                new Written(fix.file(), fix.object().document(), fix.object().prefix()),
                _ -> new ArrayList<>())
            .add(fix);
      }
    }
    List<Fix> open = new ArrayList<>();
    byObject.values().forEach(fixes -> open.addAll(first(fixes)));
    return open;
  }

  /** All fixes that a report holds, repairs before the others. */
  static List<Fix> all(Report report) {
    List<Fix> fixes = new ArrayList<>();
    add(fixes, report.repairs(), true);
    add(fixes, report.findings(), false);
    return fixes;
  }

  private static void add(List<Fix> fixes, List<Located> found, boolean areRepairs) {
    for (Located located : found) {
      // What was rendered has no text of its own: its template makes others too.
      boolean isWritten = !located.finding().object().origin().isRendered();
      if (isWritten && !located.finding().patch().isEmpty()) {
        fixes.add(new Fix(located, areRepairs));
      }
    }
  }

  private static List<Fix> first(List<Fix> fixes) {
    List<Fix> repairs = fixes.stream().filter(Fix::isRepair).toList();
    if (!repairs.isEmpty()) {
      return repairs;
    }
    String policy = fixes.getFirst().finding().policy();
    return fixes.stream().filter(fix -> fix.finding().policy().equals(policy)).toList();
  }
}
