package dev.haetae.fix;

import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.report.WrittenObject;
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

  /** The fixes that can be made at once, but for those that are not wanted. */
  static List<Fix> of(Report report, Predicate<Fix> wanted) {
    Map<WrittenObject, List<Fix>> byObject = new LinkedHashMap<>();
    for (Fix fix : all(report)) {
      if (wanted.test(fix)) {
        byObject.computeIfAbsent(WrittenObject.of(fix.object()), _ -> new ArrayList<>()).add(fix);
      }
    }
    List<Fix> open = new ArrayList<>();
    byObject.values().forEach(fixes -> open.addAll(first(fixes)));
    return open;
  }

  /** All fixes that a report holds, repairs before the others. */
  static List<Fix> all(Report report) {
    return all(report, false);
  }

  /**
   * The fixes of what was rendered, which has no text of its own to edit: its template makes others
   * too.
   */
  static List<Fix> rendered(Report report) {
    return all(report, true);
  }

  private static List<Fix> all(Report report, boolean rendered) {
    List<Fix> fixes = new ArrayList<>();
    add(fixes, report.repairs(), true, rendered);
    add(fixes, report.findings(), false, rendered);
    return fixes;
  }

  private static void add(
      List<Fix> fixes, List<Located> found, boolean areRepairs, boolean rendered) {
    for (Located located : found) {
      boolean isRendered = located.finding().object().origin().isRendered();
      if (isRendered == rendered && !located.finding().patch().isEmpty()) {
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
